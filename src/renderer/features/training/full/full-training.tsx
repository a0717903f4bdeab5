import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SnapshotSummary } from '../../../../shared/contract/snapshots.ts';
import { FailureNote } from '../../../components/message.tsx';
import { Section } from '../../../components/page.tsx';
import { useApi } from '../../../rpc/api.ts';
import styles from '../training.module.css';
import { FullRunView } from './full-run.tsx';
import { FullStart } from './full-start.tsx';
import { isActive } from './states.ts';

/** A trainer tells a step every second or so. */
const POLL_MS = 2000;

/** PaliGemma 2 itself, trained by a program beside this one: what it needs, how it goes, and its log. */
export function FullTraining({ snapshot }: { readonly snapshot: SnapshotSummary | undefined }) {
  const { t } = useTranslation('full');
  const { query } = useApi();
  const runs = useQuery({
    ...query.fullTraining.runs.queryOptions({ input: {} }),
    refetchInterval: ({ state }) => (state.data?.some(isActive) ? POLL_MS : false),
  });
  const all = runs.data ?? [];
  // An earlier run may have been taken up again.
  const shown = all.find(isActive) ?? all[0];
  const others = all.filter(({ run }) => run !== shown?.run);
  return (
    <Section title={t('title')}>
      <p className={styles.muted}>{t('text')}</p>
      {runs.error && <FailureNote error={runs.error} />}
      <details className={styles.more} data-testid="full-setup">
        <summary>{t('setUp')}</summary>
        <FullStart snapshot={snapshot} isBusy={shown !== undefined && isActive(shown)} />
      </details>
      {shown && <FullRunView key={shown.run} run={shown} />}
      {others.length > 0 && (
        <details className={styles.more}>
          <summary>{t('earlier', { count: others.length })}</summary>
          {others.map((run) => (
            <FullRunView key={run.run} run={run} />
          ))}
        </details>
      )}
    </Section>
  );
}
