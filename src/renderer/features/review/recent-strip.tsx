import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PairState } from '../../../shared/domain/review/verdict.ts';
import { Button } from '../../components/button.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { useGlyphs } from '../../keyboard/use-keyboard.ts';
import styles from './queue-pane.module.css';
import type { Decision } from './use-decisions.ts';

/** A sign for each state, so that colour is never the only difference. */
export const STATE_SIGNS: Readonly<Record<PairState, string>> = {
  pending: '·',
  accepted: '✓',
  corrected: '✎',
  'region-wrong': '▢',
  'mention-wrong': 'a',
  'cannot-judge': '?',
};

export interface RecentStripProps {
  readonly decisions: readonly Decision[];
  readonly nameOf: (pairId: number) => string;
  readonly onUndo: (seq?: number) => void;
}

/** The last ten verdicts that stand; a click takes one back. */
export const RecentStrip = memo(function RecentStrip({ decisions, nameOf, onUndo }: RecentStripProps) {
  const { t } = useTranslation('review');
  const glyphs = useGlyphs();
  return (
    <section className={styles.recent} aria-label={t('recent.label')}>
      <span className={styles.recentTitle}>{t('recent.title')}</span>
      <div className={styles.signs}>
        {decisions.length === 0 && <span>{t('recent.empty')}</span>}
        {decisions.toReversed().map((decision) => {
          const state = t(`state.${decision.stateAfter}`);
          const label = t('recent.undo', { class: nameOf(decision.pairId), state });
          return (
            <button
              key={decision.seq}
              type="button"
              className={styles.sign}
              data-state={decision.stateAfter}
              aria-label={label}
              title={label}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onUndo(decision.seq)}
            >
              {STATE_SIGNS[decision.stateAfter]}
            </button>
          );
        })}
      </div>
      <Button
        look="quiet"
        aria-label={`${glyphs.action('history.undo')}: ${t('recent.undoLatest')}`}
        title={t('recent.undoLatest')}
        onClick={() => onUndo()}
      >
        <KeyCap glyph={glyphs.action('history.undo')} />
      </Button>
    </section>
  );
});
