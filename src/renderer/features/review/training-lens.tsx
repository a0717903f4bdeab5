import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PairDetail } from '../../../shared/contract/review.ts';
import { Button } from '../../components/button.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { useGlyphs } from '../../keyboard/use-keyboard.ts';
import { piecesOf, trainingTexts } from './lens-text.ts';
import { ModelView } from './model-view.tsx';
import styles from './training-lens.module.css';

export interface TrainingLensProps {
  readonly detail: PairDetail;
  readonly onClose: () => void;
}

/** The pair as training sees it: the picture at the model's size and grey levels, the caption with its tags. */
export const TrainingLens = memo(function TrainingLens({ detail, onClose }: TrainingLensProps) {
  const { t } = useTranslation('review');
  const glyphs = useGlyphs();
  return (
    <section className={styles.lens} aria-label={t('lens.title')} data-testid="training-lens">
      <header>
        <h2>{t('lens.title')}</h2>
        <Button look="quiet" onClick={onClose}>
          {t('lens.close')} <KeyCap glyph={glyphs.action('pair.lens')} />
        </Button>
      </header>
      <p className={styles.muted}>{t('lens.image')}</p>
      <ModelView detail={detail} />
      {trainingTexts(detail).map(({ language, tagged, published }) => (
        <div key={language} lang={language}>
          <h3>{t(`caption.${language}`)}</h3>
          <Tokens text={tagged} />
          {published !== tagged && (
            <>
              <p className={styles.warning}>▲ {t('lens.differs')}</p>
              <Tokens text={published} />
            </>
          )}
        </div>
      ))}
    </section>
  );
});

function Tokens({ text }: { readonly text: string }) {
  return (
    <p className={styles.tokens}>
      {piecesOf(text).map((piece, position) => (
        <span key={position} data-kind={piece.kind}>
          {piece.text}
        </span>
      ))}
    </p>
  );
}
