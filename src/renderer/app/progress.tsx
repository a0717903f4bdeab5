import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PairState } from '../../shared/domain/review/verdict.ts';
import { useApi } from '../rpc/api.ts';
import styles from './shell.module.css';

const SHOWN: readonly (readonly [PairState, string])[] = [
  ['accepted', 'var(--good)'],
  ['corrected', 'var(--accent)'],
  ['region-wrong', 'var(--bad)'],
  ['mention-wrong', 'var(--odd)'],
  ['cannot-judge', 'var(--calm)'],
];

/** Judged of all pairs of the project, as figures and as a bar by verdict. */
export function Progress() {
  const { t, i18n } = useTranslation('common');
  const { query } = useApi();
  const { data } = useQuery(query.review.facets.queryOptions({ input: { filter: {} } }));
  if (!data || data.counts.total === 0) return null;
  const { total, byState } = data.counts;
  const decided = total - (byState.pending ?? 0);
  const accepted = (byState.accepted ?? 0) + (byState.corrected ?? 0);
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(
    decided === 0 ? 0 : accepted / decided,
  );
  return (
    <div
      className={styles.progress}
      role="img"
      aria-label={t('topbar.progressLabel', { decided, total, percent })}
    >
      <span>{t('topbar.progress', { decided, total })}</span>
      <span className={styles.track}>
        {SHOWN.map(([state, color]) => (
          <span
            key={state}
            style={{ width: `${((byState[state] ?? 0) / total) * 100}%`, background: color }}
          />
        ))}
      </span>
      {decided > 0 && (
        <span className={styles.rate} title={t('topbar.acceptRate')}>
          {percent}
        </span>
      )}
    </div>
  );
}
