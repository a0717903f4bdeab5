import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../../components/message.tsx';
import { Page, Section } from '../../components/page.tsx';
import { JobProgress } from '../../components/job-progress.tsx';
import { useApi } from '../../rpc/api.ts';
import { useJobs } from '../../rpc/use-jobs.ts';
import { ChooseSources } from './choose-sources.tsx';
import { Failed, Imported, Stopped } from './outcomes.tsx';
import { Segmentation } from './segmentation.tsx';
import { stageOf } from './stage.ts';
import { Summary } from './summary.tsx';

/** From folders to pairs: choose, see what was found, import; each step waits for a yes. */
export function IntakeScreen() {
  const { t } = useTranslation('intake');
  const { client } = useApi();
  const { jobs, cancel, resume } = useJobs();
  const [left, setLeft] = useState<string | null>(null);
  const scan = useMutation({ mutationFn: (paths: string[]) => client.intake.scan({ paths }) });
  const start = useMutation({ mutationFn: (summaryId: string) => client.intake.start({ summaryId }) });
  const stage = stageOf(jobs, left);
  return (
    <Page title={t('title')} intro={t('intro')}>
      {stage.at === 'choose' && (
        <ChooseSources isBusy={scan.isPending} onScan={(paths) => scan.mutate([...paths])} />
      )}
      {stage.at === 'working' && (
        <Section title={t('title')}>
          <JobProgress job={stage.job} onCancel={() => cancel(stage.job.jobId)} />
        </Section>
      )}
      {stage.at === 'found' && (
        <Summary
          jobId={stage.job.jobId}
          isBusy={start.isPending}
          onImport={(summaryId) => start.mutate(summaryId)}
          onOther={() => setLeft(stage.job.jobId)}
        />
      )}
      {stage.at === 'imported' && <Imported job={stage.job} onMore={() => setLeft(stage.job.jobId)} />}
      {stage.at === 'stopped' && (
        <Stopped onResume={() => resume(stage.job.jobId)} onLeave={() => setLeft(stage.job.jobId)} />
      )}
      {stage.at === 'failed' && <Failed job={stage.job} onLeave={() => setLeft(stage.job.jobId)} />}
      {stage.at === 'choose' && <Segmentation />}
      {(scan.error ?? start.error) && <FailureNote error={scan.error ?? start.error} />}
    </Page>
  );
}
