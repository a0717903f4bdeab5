import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Job } from '../../../shared/contract/jobs.ts';
import type { TrainingRun } from '../../../shared/contract/training.ts';
import { Button } from '../../components/button.tsx';
import { JobBar, useJobTexts } from '../../components/job-progress.tsx';
import { FailureNote } from '../../components/message.tsx';
import { Section } from '../../components/page.tsx';
import { UntaughtClasses } from '../../components/untaught-classes.tsx';
import { useApi } from '../../rpc/api.ts';
import { isUnfinished, useJobs } from '../../rpc/use-jobs.ts';
import { DrawnBars } from './drawn-bars.tsx';
import { shortId } from './ids.ts';
import { RunCharts } from './run-charts.tsx';
import { RunFigures } from './run-figures.tsx';
import styles from './training.module.css';

/** The training that is under way, or the last one: how it goes, and what can be done about it. */
export function Run() {
  const { query } = useApi();
  const { jobs } = useJobs();
  const { data: run, error } = useQuery({ ...query.training.run.queryOptions({ input: {} }), staleTime: 0 });
  if (error) return <FailureNote error={error} />;
  const job = run && jobs.find(({ jobId }) => jobId === run.jobId);
  return job ? <Shown run={run} job={job} /> : null;
}

function Shown({ run, job }: { readonly run: TrainingRun; readonly job: Job }) {
  const { t } = useTranslation('training');
  const { request, drawn, held } = run;
  const isOpen = isUnfinished(job) || job.status === 'paused';
  const about = { snapshot: shortId(request.snapshot), seed: request.seed };
  return (
    <Section title={t(isOpen ? 'run.title' : 'run.last')}>
      <p className={styles.muted}>
        {request.parent
          ? t('run.aboutParent', { ...about, parent: shortId(request.parent) })
          : t('run.about', about)}
      </p>
      <Controls run={run} job={job} />
      {run.candidate && <Untaught candidate={run.candidate} />}
      <RunFigures run={run} isRunning={job.status === 'running'} />
      <RunCharts run={run} />
      {drawn && held && <DrawnBars drawn={drawn} held={held} />}
    </Section>
  );
}

function Untaught({ candidate }: { readonly candidate: string }) {
  const { query } = useApi();
  const heads = useQuery(query.training.heads.queryOptions({ input: {} })).data ?? [];
  return <UntaughtClasses ids={heads.find(({ id }) => id === candidate)?.untaught ?? null} />;
}

/** Where the job stands in words, with the buttons for it. */
function Controls({ run, job }: { readonly run: TrainingRun; readonly job: Job }) {
  const { t } = useTranslation('training');
  const { kind, step } = useJobTexts(job);
  const { pause, cancel, resume } = useJobs();
  const { status, jobId } = job;
  return (
    <div className={styles.controls} data-testid="training-run" data-status={status}>
      <div className={styles.actions}>
        <span className={styles.step} role="status">
          {status === 'paused' && t('run.pausedText')}
          {status === 'cancelled' && t('run.cancelled')}
          {status === 'done' && run.candidate && t('run.done', { id: shortId(run.candidate) })}
          {(isUnfinished(job) || status === 'interrupted') && step}
        </span>
        {isUnfinished(job) && (
          <Button data-testid="pause-training" onClick={() => pause(jobId)}>
            {t('run.pause')}
          </Button>
        )}
        {status === 'done' && run.candidate && (
          <a href={`#/registry?model=${run.candidate}`}>{t('run.toRegistry')}</a>
        )}
        {(status === 'paused' || status === 'cancelled') && (
          <Button look="primary" data-testid="resume-training" onClick={() => resume(jobId)}>
            {t('run.resume')}
          </Button>
        )}
        {status === 'failed' && <Button onClick={() => resume(jobId)}>{t('run.again')}</Button>}
        {(isUnfinished(job) || status === 'paused') && (
          <Button data-testid="cancel-training" onClick={() => cancel(jobId)}>
            {t('run.cancel')}
          </Button>
        )}
      </div>
      {(isUnfinished(job) || status === 'paused') && <JobBar job={job} label={kind} />}
      {status === 'failed' && job.error && <FailureNote error={{ data: { ...job.error, id: '–' } }} />}
    </div>
  );
}
