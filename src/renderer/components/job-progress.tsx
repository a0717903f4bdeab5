import { useTranslation } from 'react-i18next';
import type { Job } from '../../shared/contract/jobs.ts';
import { formatDuration } from '../i18n/format.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { isUnfinished } from '../rpc/use-jobs.ts';
import { Button } from './button.tsx';
import styles from './jobs.module.css';
import { ProgressBar } from './progress-bar.tsx';

/** What a job is, in words; kinds and steps unknown here get a general word rather than a key. */
export function useJobTexts(job: Job): { kind: string; step: string; time: string } {
  const { t, i18n } = useTranslation('jobs');
  const language = useLanguage();
  const text = (key: string, fallback: string): string =>
    i18n.exists(`jobs:${key}`) ? t(key as 'steps.import', job.params as { volume: string }) : fallback;
  const count = job.total ? t('count', { done: job.done, total: job.total }) : '';
  const left =
    job.secondsLeft !== null && job.secondsLeft > 0
      ? t('left', { time: formatDuration(job.secondsLeft, language) })
      : '';
  return {
    kind: text(`kind.${job.kind}`, t('kind.other')),
    step: job.status === 'running' ? text(`steps.${job.step}`, '') : t(`status.${job.status}`),
    time: [count, left].filter(Boolean).join(' · '),
  };
}

/** The bar alone. */
export function JobBar({ job, label }: { readonly job: Job; readonly label: string }) {
  return <ProgressBar share={job.total ? Math.min(1, job.done / job.total) : undefined} label={label} />;
}

export interface JobProgressProps {
  readonly job: Job;
  readonly onCancel: () => void;
}

/** A running job: what it does, how far it is, how long it will take, and a way to stop it. */
export function JobProgress({ job, onCancel }: JobProgressProps) {
  const { t } = useTranslation('jobs');
  const { kind, step, time } = useJobTexts(job);
  return (
    <div className={styles.job} data-testid="job" data-status={job.status}>
      <div className={styles.line}>
        <strong>{kind}</strong>
        <span className={styles.time}>{time}</span>
        {isUnfinished(job) && <Button onClick={onCancel}>{t('cancel')}</Button>}
      </div>
      <JobBar job={job} label={kind} />
      <span className={styles.step} title={step}>
        {step}
      </span>
    </div>
  );
}
