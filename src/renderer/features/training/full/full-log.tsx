import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { FullRun } from '../../../../shared/contract/full-training.ts';
import { FailureNote } from '../../../components/message.tsx';
import { useApi } from '../../../rpc/api.ts';
import styles from '../training.module.css';
import { isActive } from './states.ts';

const POLL_MS = 3000;
/** What scrolls has to be reachable by keyboard. */
const REACHABLE = 0;

interface FullLogProps {
  readonly run: string;
  readonly state: FullRun['state'];
}

/** The end of what the trainer wrote, read again while it goes on and once more when it has ended. */
export function FullLog({ run, state }: FullLogProps) {
  const { t } = useTranslation('full');
  const { query } = useApi();
  const queryClient = useQueryClient();
  useEffect(
    () => void queryClient.invalidateQueries({ queryKey: query.fullTraining.log.key({ input: { run } }) }),
    [query, queryClient, run, state],
  );
  const { data, error } = useQuery({
    ...query.fullTraining.log.queryOptions({ input: { run } }),
    refetchInterval: isActive({ state }) ? POLL_MS : false,
  });
  if (error) return <FailureNote error={error} />;
  if (!data) return null;
  return (
    <div className={styles.logs}>
      <pre className={styles.log} role="region" aria-label={t('log')} tabIndex={REACHABLE}>
        {data.lines.join('\n') || t('logEmpty')}
      </pre>
      {data.garbage.count > 0 && (
        <>
          <p className={styles.muted}>{t('garbage', { count: data.garbage.count })}</p>
          <pre className={styles.log} role="region" aria-label={t('garbage.lines')} tabIndex={REACHABLE}>
            {data.garbage.lines.join('\n')}
          </pre>
        </>
      )}
      <p className={styles.muted}>
        <code>{data.file}</code>
      </p>
    </div>
  );
}
