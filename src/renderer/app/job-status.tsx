import { useTranslation } from 'react-i18next';
import { JobBar, useJobTexts } from '../components/job-progress.tsx';
import type { Job } from '../../shared/contract/jobs.ts';
import { isUnfinished, useJobs } from '../rpc/use-jobs.ts';
import { hrefOf, type Route } from './router.ts';
import styles from './shell.module.css';

/** Long work in one quiet place, from whichever screen; a click leads to where it is told in full. */
export function JobStatus() {
  const { jobs } = useJobs();
  const unfinished = jobs.filter(isUnfinished);
  const running = unfinished.find(({ status }) => status === 'running') ?? unfinished[0];
  return running ? <Running job={running} others={unfinished.length - 1} /> : null;
}

function Running({ job, others }: { readonly job: Job; readonly others: number }) {
  const { t } = useTranslation('jobs');
  const { kind, time } = useJobTexts(job);
  return (
    <a
      className={styles.job}
      data-testid="job-status"
      href={hrefOf(placeOf(job))}
      title={`${kind} · ${time}. ${t('show')}`}
    >
      <span>{others > 0 ? t('andOthers', { kind, count: others }) : kind}</span>
      <JobBar job={job} label={kind} />
    </a>
  );
}

/** The screen where a job is told in full. */
function placeOf({ kind }: Job): Route {
  const [feature] = kind.split('.');
  if (feature === 'vlm' || feature === 'proposals') return 'review';
  if (feature === 'segmentation') return 'pipeline';
  if (feature === 'evaluation') return 'compare';
  if (feature === 'training') return 'training';
  if (feature === 'registry') return 'registry';
  return feature === 'pipeline' || feature === 'exchange' || feature === 'models' ? feature : 'intake';
}
