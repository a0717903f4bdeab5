import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PairDetail } from '../../../shared/contract/review.ts';
import { labelOf, type ClassId } from '../../../shared/domain/anatomy/classes.ts';
import type { Language } from '../../../shared/domain/mention/mention.ts';
import { Button } from '../../components/button.tsx';
import { useSettings } from '../../rpc/use-settings.ts';
import styles from './caption-pane.module.css';
import { segmentCaption, type CaptionMark } from './caption-segments.ts';

const LANGUAGES: readonly Language[] = ['de', 'en'];
const SMALLEST_PX = 14;
const LARGEST_PX = 28;

export interface CaptionPaneProps {
  readonly detail: PairDetail;
  /** The pair lit up in both captions and on the slice. */
  readonly litPairId: number | null;
  readonly onLight: (pairId: number | null) => void;
}

/** German and English caption with the mentions of the slice's pairs marked. */
export const CaptionPane = memo(function CaptionPane({ detail, litPairId, onLight }: CaptionPaneProps) {
  const { t } = useTranslation('review');
  const { settings } = useSettings();
  return (
    <section
      className={styles.pane}
      aria-label={t('caption.label')}
      data-polarity={settings.captionTheme}
      style={{ fontSize: settings.captionFontPx }}
    >
      <CaptionTools />
      {LANGUAGES.map((language) => (
        <Caption key={language} {...{ detail, language, litPairId, onLight }} />
      ))}
    </section>
  );
});

function CaptionTools() {
  const { t } = useTranslation('review');
  const { settings, change } = useSettings();
  const { captionFontPx, captionTheme } = settings;
  const isDark = captionTheme === 'dark';
  const polarity = t(isDark ? 'caption.toLight' : 'caption.toDark');
  return (
    <div className={styles.tools} role="group" aria-label={t('caption.toolbar')}>
      <Button
        look="quiet"
        isIcon
        aria-label={t('caption.smaller')}
        title={t('caption.smaller')}
        disabled={captionFontPx <= SMALLEST_PX}
        onClick={() => change({ captionFontPx: captionFontPx - 1 })}
      >
        A−
      </Button>
      <Button
        look="quiet"
        isIcon
        aria-label={t('caption.larger')}
        title={t('caption.larger')}
        disabled={captionFontPx >= LARGEST_PX}
        onClick={() => change({ captionFontPx: captionFontPx + 1 })}
      >
        A+
      </Button>
      <Button
        look="quiet"
        isIcon
        aria-label={polarity}
        title={polarity}
        onClick={() => change({ captionTheme: isDark ? 'light' : 'dark' })}
      >
        ◐
      </Button>
    </div>
  );
}

interface CaptionProps extends CaptionPaneProps {
  readonly language: Language;
}

function Caption({ detail, language, litPairId, onLight }: CaptionProps) {
  const { t } = useTranslation('review');
  const caption = detail.captions.find((candidate) => candidate.language === language);
  const marks = useMemo(() => marksOf(detail, language), [detail, language]);
  const segments = useMemo(
    () => segmentCaption(caption?.text ?? '', marks, detail.pair.pairId),
    [caption, marks, detail],
  );
  const hasMention = marks.some(({ pairId }) => pairId === detail.pair.pairId);
  const origin = caption?.isOriginal === null ? undefined : caption?.isOriginal;
  return (
    <article className={styles.caption} lang={language}>
      <header>
        <h2>{t(`caption.${language}`)}</h2>
        {origin !== undefined && <span>{t(origin ? 'caption.original' : 'caption.translated')}</span>}
      </header>
      {caption ? (
        <p data-testid={`caption-${language}`}>
          {segments.map((segment) => {
            const mark = segment.marks[0];
            return mark ? (
              <MarkedText
                key={segment.start}
                text={segment.text}
                mark={mark}
                isActive={mark.pairId === detail.pair.pairId}
                isLit={mark.pairId === litPairId}
                classId={classOf(detail, mark.pairId)}
                onLight={onLight}
              />
            ) : (
              segment.text
            );
          })}
        </p>
      ) : (
        <p className={styles.missing}>{t('caption.missing')}</p>
      )}
      {caption && !hasMention && <p className={styles.missing}>{t('caption.noMention')}</p>}
    </article>
  );
}

interface MarkedTextProps {
  readonly text: string;
  readonly mark: CaptionMark;
  readonly isActive: boolean;
  readonly isLit: boolean;
  readonly classId: ClassId;
  readonly onLight: (pairId: number | null) => void;
}

function MarkedText({ text, mark, isActive, isLit, classId, onLight }: MarkedTextProps) {
  const { t, i18n } = useTranslation('review');
  const name = labelOf(classId, i18n.language === 'de' ? 'de' : 'en');
  const light = (): void => onLight(mark.pairId);
  const unlight = (): void => onLight(null);
  return (
    <mark
      className={styles.mark}
      data-active={isActive || undefined}
      data-lit={isLit || undefined}
      data-negated={mark.negated || undefined}
      data-pair={mark.pairId}
      role="button"
      tabIndex={0}
      aria-pressed={isLit}
      aria-label={t(mark.negated ? 'caption.mentionNegated' : 'caption.mention', {
        surface: text,
        class: name,
      })}
      title={name}
      onMouseEnter={light}
      onMouseLeave={unlight}
      onFocus={light}
      onBlur={unlight}
    >
      {text}
    </mark>
  );
}

function classOf(detail: PairDetail, pairId: number): ClassId {
  return detail.siblings.find((sibling) => sibling.pairId === pairId)?.classId ?? detail.pair.classId;
}

function marksOf(detail: PairDetail, language: Language): CaptionMark[] {
  return [detail.pair, ...detail.siblings].flatMap(({ pairId, mentions }) =>
    mentions
      .filter((mention) => mention.language === language)
      .map(({ start, end, negated }) => ({ pairId, start, end, negated })),
  );
}
