import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../../../components/message.tsx';
import { useApi } from '../../../rpc/api.ts';
import styles from '../training.module.css';

const POLL_MS = 3000;
/** What scrolls has to be reachable by keyboard. */
const REACHABLE = 0;

/** The end of what the trainer wrote, read again while it goes on. */
export function FullLog({ run, isActive }: { readonly run: string; readonly isActive: boolean }) {
  const { t } = useTranslation('full');
  const { query } = useApi();
  const { data, error } = useQuery({
    ...query.fullTraining.log.queryOptions({ input: { run } }),
    refetchInterval: isActive ? POLL_MS : false,
  });
  if (error) return <FailureNote error={error} />;
  if (!data) return null;
  return (
    <>
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
    </>
  );
}
