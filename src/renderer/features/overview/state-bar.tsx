import { useTranslation } from 'react-i18next';
import type { Overview } from '../../../shared/contract/review.ts';
import { PAIR_STATES, type PairState } from '../../../shared/domain/review/verdict.ts';
import styles from './overview.module.css';

/** As the verdicts were given: what was right first, what is open last. */
const ORDER: readonly PairState[] = [...PAIR_STATES.filter((state) => state !== 'pending'), 'pending'];

/** Pairs by state, as shares of a bar; its numbers stand beside it in words. */
export function StateBar({ counts, isLarge = false }: StateBarProps) {
  return (
    <span className={styles.states} data-large={isLarge || undefined} aria-hidden>
      {ORDER.filter((state) => counts.byState[state]).map((state) => (
        <span key={state} data-state={state} style={{ flexGrow: counts.byState[state] ?? 0 }} />
      ))}
    </span>
  );
}

export interface StateBarProps {
  readonly counts: Overview['counts'];
  readonly isLarge?: boolean;
}

export function Legend({ counts }: Pick<StateBarProps, 'counts'>) {
  const { t, i18n } = useTranslation('review');
  const { t: own } = useTranslation('overview');
  const format = new Intl.NumberFormat(i18n.language);
  return (
    <ul className={styles.legend} aria-label={own('legend.label')}>
      {ORDER.map((state) => (
        <li key={state}>
          <span data-state={state} aria-hidden />
          {t(`state.${state}`)} <b>{format.format(counts.byState[state] ?? 0)}</b>
        </li>
      ))}
    </ul>
  );
}
