import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Job } from '../../../shared/contract/jobs.ts';
import type { TextOutlook } from '../../../shared/contract/texts.ts';
import { errorText } from '../../../shared/i18n/message.ts';
import { Button } from '../../components/button.tsx';
import { JobProgress } from '../../components/job-progress.tsx';
import { FailureNote } from '../../components/message.tsx';
import { Section } from '../../components/page.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { useApi } from '../../rpc/api.ts';
import { isUnfinished, useJobs } from '../../rpc/use-jobs.ts';
import styles from './overview.module.css';

/** What a language model can do for the project: started here, while review goes on. */
export function TextWork() {
  const { t } = useTranslation('texts');
  const { query } = useApi();
  const { jobs, cancel } = useJobs();
  const { data: llm } = useQuery(query.llm.get.queryOptions({ input: {} }));
  const latest = jobs.find(({ kind }) => kind.startsWith('texts.'));
  const outlook = useQuery({ ...query.texts.outlook.queryOptions({ input: {} }), staleTime: 0 });
  const isSetUp = Boolean(llm?.origin && llm.connection.model);
  return (
    <Section title={t('title')}>
      <p className={styles.muted}>
        {isSetUp ? t('intro.set', { model: llm!.connection.model, origin: llm!.origin! }) : t('intro.unset')}{' '}
        <a href="#/settings/llm">{t(isSetUp ? 'settings' : 'setUp')}</a>
      </p>
      {latest && isUnfinished(latest) && <JobProgress job={latest} onCancel={() => cancel(latest.jobId)} />}
      {latest?.status === 'failed' && <FailedRun job={latest} />}
      {isSetUp && (
        <ul className={styles.tasks} data-testid="text-work">
          {outlook.data?.map((one) => (
            <Task key={one.task} outlook={one} isBusy={latest !== undefined && isUnfinished(latest)} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function FailedRun({ job }: { readonly job: Job }) {
  const { t } = useTranslation('texts');
  const language = useLanguage();
  const text = job.error && errorText(language, job.error.code, job.error.params);
  return (
    <p role="alert" className={styles.failed}>
      {t('failedRun')} {text?.cause} {text?.remedy}
    </p>
  );
}

function Task({ outlook, isBusy }: { readonly outlook: TextOutlook; readonly isBusy: boolean }) {
  const { t } = useTranslation('texts');
  const { client, query } = useApi();
  const queryClient = useQueryClient();
  const { task, open, failed } = outlook;
  const start = useMutation({
    mutationFn: (again: boolean) => client.texts.start({ task, again }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: query.jobs.key() }),
  });
  const name = t(`task.${task}`);
  return (
    <li data-task={task}>
      <div>
        <b>{name}</b>
        <span className={styles.muted}>{t(`task.${task}.text`)}</span>
      </div>
      <span className={styles.standing}>{useStanding(outlook)}</span>
      <div className={styles.taskActions}>
        {failed > 0 && (
          <Button
            disabled={isBusy}
            aria-label={t('againLabel', { task: name })}
            onClick={() => start.mutate(true)}
          >
            {t('again')}
          </Button>
        )}
        <Button
          disabled={isBusy || open === 0}
          aria-label={t('startLabel', { task: name })}
          onClick={() => start.mutate(false)}
        >
          {t('start')}
        </Button>
      </div>
      {start.error && <FailureNote error={start.error} />}
    </li>
  );
}

function useStanding({ texts, open, failed, tokens }: TextOutlook): string {
  const { t } = useTranslation('texts');
  if (texts === 0) return t('state.none');
  return [
    open > 0 ? t('state.open', { done: texts - open, total: texts }) : t('state.done', { count: texts }),
    failed > 0 ? t('state.failed', { count: failed }) : '',
    tokens > 0 ? t('state.tokens', { tokens }) : '',
  ]
    .filter(Boolean)
    .join(' · ');
}
