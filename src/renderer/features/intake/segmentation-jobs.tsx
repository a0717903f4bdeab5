import { useTranslation } from 'react-i18next';
import type { Job } from '../../../shared/contract/jobs.ts';
import { errorText } from '../../../shared/i18n/message.ts';
import { Button } from '../../components/button.tsx';
import { JobProgress } from '../../components/job-progress.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { isUnfinished, useJobs } from '../../rpc/use-jobs.ts';
import styles from './intake.module.css';
import { stoppedSegmentations } from './stopped-segmentations.ts';

export const isSegmentation = ({ kind }: Pick<Job, 'kind'>): boolean => kind === 'segmentation.volume';

/** The volume that is being segmented, how many wait, and those that were stopped or failed. @param jobs newest first */
export function SegmentationJobs({ jobs }: { readonly jobs: readonly Job[] }) {
  const { t } = useTranslation('intake');
  const { cancel } = useJobs();
  const own = jobs.filter(isSegmentation);
  const running = own.find(({ status }) => status === 'running');
  const waiting = own.filter((job) => isUnfinished(job) && job !== running);
  return (
    <>
      {running && <JobProgress job={running} onCancel={() => cancel(running.jobId)} />}
      {waiting.length > 0 && (
        <div className={styles.actions}>
          <p role="status">{t('segment.waiting', { count: waiting.length })}</p>
          <Button onClick={() => waiting.forEach(({ jobId }) => cancel(jobId))}>
            {t('segment.cancelWaiting')}
          </Button>
        </div>
      )}
      {stoppedSegmentations(own).map((job) => (
        <Stopped key={job.jobId} job={job} />
      ))}
    </>
  );
}

function Stopped({ job }: { readonly job: Job }) {
  const { t } = useTranslation(['intake', 'jobs', 'common']);
  const language = useLanguage();
  const { resume } = useJobs();
  const { jobId, status, error } = job;
  const volume = String(job.params['volume'] ?? '');
  const text = error && errorText(language, error.code, error.params);
  const cause = text?.cause ?? t('common:error.internal', { id: jobId });
  const remedy = text?.remedy ?? t('common:error.internalRemedy');
  return (
    <div className={styles.actions} data-testid="segmentation-stopped" data-status={status}>
      <p role={status === 'failed' ? 'alert' : 'status'} className={styles.outcome}>
        {status === 'failed'
          ? t('intake:segment.failed', { volume, cause, remedy })
          : t('intake:segment.stopped', { volume })}
      </p>
      <Button aria-label={t('intake:segment.resumeLabel', { volume })} onClick={() => resume(jobId)}>
        {t('jobs:resume')}
      </Button>
    </div>
  );
}
