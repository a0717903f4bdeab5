import { useTranslation } from 'react-i18next';
import { JobBar, useJobTexts } from '../components/job-progress.tsx';
import type { Job } from '../../shared/contract/jobs.ts';
import { isUnfinished, useJobs } from '../rpc/use-jobs.ts';
import { hrefOf } from './router.ts';
import styles from './shell.module.css';

/** Long work in one quiet place, from whichever screen; a click leads to where it is told in full. */
export function JobStatus() {
  const { jobs } = useJobs();
  const running = jobs.find(({ status }) => status === 'running') ?? jobs.find(isUnfinished);
  return running ? <Running job={running} /> : null;
}

function Running({ job }: { readonly job: Job }) {
  const { t } = useTranslation('jobs');
  const { kind, time } = useJobTexts(job);
  return (
    <a
      className={styles.job}
      data-testid="job-status"
      href={hrefOf(job.kind.startsWith('exchange') ? 'exchange' : 'intake')}
      title={`${kind} · ${time}. ${t('show')}`}
    >
      <span>{kind}</span>
      <JobBar job={job} label={kind} />
    </a>
  );
}
