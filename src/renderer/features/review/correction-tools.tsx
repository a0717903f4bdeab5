import { Menu } from '@mantine/core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PairDetail } from '../../../shared/contract/review.ts';
import { type ClassId, counterpartOf, labelOf } from '../../../shared/domain/anatomy/classes.ts';
import { Button } from '../../components/button.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { useGlyphs } from '../../keyboard/use-keyboard.ts';
import { BoxTools } from './box-tools.tsx';
import type { CorrectionDraft } from './correction-draft.ts';
import styles from './review-screen.module.css';
import type { BoxKeys } from './use-box-keys.ts';

export interface CorrectionToolsProps {
  readonly detail: PairDetail;
  readonly draft: CorrectionDraft;
  readonly isMaskMenuOpen: boolean;
  readonly onMaskMenu: (isOpen: boolean) => void;
  readonly onMask: (classId: ClassId) => void;
  readonly onSwapSide: () => void;
  readonly onReset: () => void;
  readonly boxKeys: BoxKeys;
}

/** What was corrected so far, or how to begin. */
function CorrectionText({ draft }: { readonly draft: CorrectionDraft }) {
  const { t, i18n } = useTranslation('review');
  const language = i18n.language === 'de' ? 'de' : 'en';
  if (!draft) return <span className={styles.hint}>{t('correct.hint')}</span>;
  const [regionClassId] = draft.regionClassIds ?? [];
  const parts = [
    draft.classId !== undefined && t('correct.class', { class: labelOf(draft.classId, language) }),
    regionClassId !== undefined && t('correct.region', { class: labelOf(regionClassId, language) }),
    draft.box && draft.regionClassIds === undefined && t('correct.box'),
  ];
  return (
    <span className={styles.hint} data-testid="correction">
      {t('correct.pending')} {parts.filter(Boolean).join(', ')}
    </span>
  );
}

/** First corrections: the box by hand, another mask of the slice, the other side. */
export const CorrectionTools = memo(function CorrectionTools(props: CorrectionToolsProps) {
  const { detail, draft, boxKeys } = props;
  const { t, i18n } = useTranslation('review');
  const language = i18n.language === 'de' ? 'de' : 'en';
  const glyphs = useGlyphs();
  if (boxKeys.grip) return <BoxTools {...boxKeys} grip={boxKeys.grip} />;
  const others = detail.sliceClassIds.filter((id) => !detail.pair.regionClassIds.includes(id));
  return (
    <section className={styles.corrections} aria-label={t('correct.label')}>
      <CorrectionText draft={draft} />
      <Button onClick={boxKeys.begin}>
        <KeyCap glyph={glyphs.action('correct.box')} /> {t('correct.moveBox')}
      </Button>
      <Menu opened={props.isMaskMenuOpen} onChange={props.onMaskMenu} position="top-start" withinPortal>
        <Menu.Target>
          <Button disabled={others.length === 0}>
            <KeyCap glyph={glyphs.action('correct.mask')} /> {t('correct.mask')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown className={styles.masks ?? ''}>
          {others.map((id) => (
            <Menu.Item key={id} onClick={() => props.onMask(id)}>
              {labelOf(id, language)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {counterpartOf(detail.pair.classId) && (
        <Button aria-pressed={draft?.classId !== undefined} onClick={props.onSwapSide}>
          <KeyCap glyph={glyphs.action('correct.swap-side')} /> {t('correct.side')}
        </Button>
      )}
      {draft && (
        <Button onClick={props.onReset}>
          <KeyCap glyph={glyphs.action('correct.reset')} /> {t('correct.reset')}
        </Button>
      )}
    </section>
  );
});
