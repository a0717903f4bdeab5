import { useTranslation } from 'react-i18next';
import { STAGES } from '../../../shared/domain/pipeline/stage.ts';
import { Button } from '../../components/button.tsx';
import { JobProgress } from '../../components/job-progress.tsx';
import { FailureMessage, FailureNote, Message } from '../../components/message.tsx';
import { Page, Section } from '../../components/page.tsx';
import { useJobs } from '../../rpc/use-jobs.ts';
import styles from './pipeline.module.css';
import { Producers } from './producers.tsx';
import { StageGraph, dueIn } from './stage-graph.tsx';
import { StudyTable } from './study-table.tsx';
import { usePipeline } from './use-pipeline.ts';

/** Studies times stages: what is done, what is under way, what failed and why, and what to press. */
export function PipelineScreen() {
  const { t } = useTranslation('pipeline');
  const { overview, error, reload, refusal, run, set } = usePipeline();
  const { jobs, cancel } = useJobs();
  if (error) return <FailureMessage error={error} onRetry={reload} />;
  if (!overview) return <Message>{t('studies.loading')}</Message>;
  const { settings, studies, counts, jobId, hasDemoPack } = overview;
  const job = jobs.find((one) => one.jobId === jobId);
  const isRunning = jobId !== null;
  const due = STAGES.some((stage) => dueIn(counts[stage]) > 0);
  return (
    <Page title={t('title')} intro={t('lede')}>
      {hasDemoPack && <p className={styles.demo}>{t('demo')}</p>}
      <Section title={t('graph')}>
        <StageGraph counts={counts} isRunning={isRunning} onRun={(stage) => run({ stages: [stage] })} />
        {job ? (
          <JobProgress job={job} onCancel={() => cancel(job.jobId)} />
        ) : (
          <div className={styles.actions}>
            <Button
              look="primary"
              data-testid="run-all"
              disabled={isRunning || !due}
              title={t('runAllHint')}
              onClick={() => run()}
            >
              {t('runAll')}
            </Button>
            {!due && studies > 0 && <span className={styles.muted}>{t('nothingDue')}</span>}
          </div>
        )}
        {refusal !== null && <FailureNote error={refusal} />}
      </Section>
      {studies === 0 ? (
        <Message title={t('studies.empty')} action={<a href="#/intake">{t('studies.toIntake')}</a>}>
          {t('studies.emptyHint')}
        </Message>
      ) : (
        <StudyTable isRunning={isRunning} onRun={(study) => run({ studies: [study] })} />
      )}
      <Producers settings={settings} onChange={set} />
    </Page>
  );
}
