import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { JobProgress } from '../../components/job-progress.tsx';
import { FailureMessage } from '../../components/message.tsx';
import { Page, Section } from '../../components/page.tsx';
import { useApi } from '../../rpc/api.ts';
import { isUnfinished, useJobs } from '../../rpc/use-jobs.ts';
import { AddPack } from './add-pack.tsx';
import { BrokenCard } from './broken-card.tsx';
import { JobOutcome } from './job-outcome.tsx';
import styles from './models.module.css';
import { PackCard } from './pack-card.tsx';
import { usePackActions } from './use-pack-actions.ts';

/** Which model packs are on this machine, what each knows and where it comes from; adding, checking, removing. */
export function ModelsScreen() {
  const { t } = useTranslation('models');
  const { query } = useApi();
  const list = useQuery(query.models.list.queryOptions({ input: {} }));
  const hasProject = !!useQuery(query.project.current.queryOptions({ input: {} })).data;
  const [started, setStarted] = useState<string | null>(null);
  const actions = usePackActions(setStarted);
  const isBusy = useRunningJob() !== undefined;
  if (list.error) return <FailureMessage error={list.error} onRetry={() => void list.refetch()} />;
  const { packs, broken } = list.data ?? { packs: [], broken: [] };
  return (
    <Page title={t('title')} intro={t('intro')}>
      {hasProject && <PackJobs started={started} />}
      <Section title={t('list.title')}>
        {list.data && packs.length + broken.length === 0 && <p className={styles.muted}>{t('empty')}</p>}
        <ul className={styles.cards} data-testid="packs">
          {packs.map((pack) => (
            <PackCard
              key={`${pack.origin} ${pack.id}`}
              pack={pack}
              canVerify={hasProject && !isBusy}
              actions={actions}
            />
          ))}
          {broken.map((one) => (
            <BrokenCard key={one.id} pack={one} actions={actions} />
          ))}
        </ul>
      </Section>
      <AddPack canAdd={hasProject} isBusy={isBusy} onStarted={setStarted} />
    </Page>
  );
}

const isPackJob = ({ kind }: { readonly kind: string }): boolean => kind.startsWith('models.');

function useRunningJob() {
  return useJobs().jobs.find((job) => isPackJob(job) && isUnfinished(job));
}

interface PackJobsProps {
  /** The job that was started here last; how an older one ended was told then. */
  readonly started: string | null;
}

/** The job that is under way, and how the last one ended: one that was started here, failed or was stopped. */
function PackJobs({ started }: PackJobsProps) {
  const { t } = useTranslation('models');
  const { jobs, cancel, resume } = useJobs();
  const [read, setRead] = useState<string | null>(null);
  const running = useRunningJob();
  if (running)
    return (
      <Section title={t('title')}>
        <JobProgress job={running} onCancel={() => cancel(running.jobId)} />
      </Section>
    );
  const last = jobs.find(isPackJob);
  if (!last || last.jobId === read || (last.status === 'done' && last.jobId !== started)) return null;
  return <JobOutcome job={last} onResume={() => resume(last.jobId)} onClose={() => setRead(last.jobId)} />;
}
