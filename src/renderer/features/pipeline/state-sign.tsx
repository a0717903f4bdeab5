import { useTranslation } from 'react-i18next';
import type { CellState } from '../../../shared/contract/pipeline.ts';
import styles from './pipeline.module.css';

const SIGNS: Readonly<Record<CellState, string>> = {
  done: '✓',
  running: '◐',
  ready: '○',
  waiting: '⋯',
  stale: '↻',
  failed: '✕',
  blocked: '⊘',
  off: '–',
};

/** Where a stage stands: a sign and a word, so that it is told without colour. */
export function StateSign({
  state,
  note,
}: {
  readonly state: CellState;
  readonly note?: string | undefined;
}) {
  const { t } = useTranslation('pipeline');
  return (
    <span className={styles.sign} data-state={state} title={note ?? t(`hint.${state}`)}>
      <span aria-hidden="true">{SIGNS[state]}</span>
      {t(`state.${state}`)}
    </span>
  );
}
