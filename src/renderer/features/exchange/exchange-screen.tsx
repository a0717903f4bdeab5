import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { FolderField } from '../../components/folder-field.tsx';
import { JobProgress } from '../../components/job-progress.tsx';
import { FailureNote } from '../../components/message.tsx';
import { Page, Section } from '../../components/page.tsx';
import { useApi } from '../../rpc/api.ts';
import { isUnfinished, useJobs } from '../../rpc/use-jobs.ts';
import { ExportForm } from './export-form.tsx';
import { Outcome } from './outcome.tsx';
import { Preview, usePreview } from './preview.tsx';
import { INITIAL_EXPORT, isComplete } from './export-settings.ts';
import styles from './exchange.module.css';

/** What leaves, in which layout, and where to; the counts are seen before anything is written. */
export function ExchangeScreen() {
  const { t } = useTranslation('exchange');
  const { client, query } = useApi();
  const { jobs, cancel, resume } = useJobs();
  const project = useQuery(query.project.current.queryOptions({ input: {} })).data;
  const [settings, setSettings] = useState(INITIAL_EXPORT);
  const [chosenDir, setDir] = useState<string | null>(null);
  const [left, setLeft] = useState<string | null>(null);
  const targetDir = chosenDir ?? (project ? `${project.dir}-${settings.format}` : '');
  const start = useMutation({ mutationFn: () => client.exchange.start({ ...settings, targetDir }) });
  const preview = usePreview(settings);
  const isReady = isComplete(settings) && !!preview.data?.pairs && targetDir.trim() !== '';
  const job = jobs.find(({ kind }) => kind === 'exchange.export');
  const running = job && isUnfinished(job) ? job : undefined;
  const ended = job && !running && job.jobId !== left ? job : undefined;
  return (
    <Page title={t('title')} intro={t('intro')}>
      {running && (
        <Section title={t('title')}>
          <JobProgress job={running} onCancel={() => cancel(running.jobId)} />
        </Section>
      )}
      {ended && (
        <Outcome job={ended} onResume={() => resume(ended.jobId)} onLeave={() => setLeft(ended.jobId)} />
      )}
      <div className={styles.columns}>
        <ExportForm settings={settings} onChange={setSettings} />
        <div className={styles.side}>
          <Preview preview={preview} />
          <Section title={t('target.title')}>
            <FolderField
              label={t('target.label')}
              description={t('target.text')}
              pickTitle={t('target.pick')}
              value={targetDir}
              onChange={setDir}
            />
            <div>
              <Button
                look="primary"
                disabled={!isReady || !!running || start.isPending}
                onClick={() => start.mutate()}
              >
                {t('start')}
              </Button>
            </div>
            {start.error && <FailureNote error={start.error} />}
          </Section>
        </div>
      </div>
    </Page>
  );
}
