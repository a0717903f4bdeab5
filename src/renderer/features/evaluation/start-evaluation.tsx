import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { JobProgress } from '../../components/job-progress.tsx';
import { FailureNote } from '../../components/message.tsx';
import { Section } from '../../components/page.tsx';
import { useApi } from '../../rpc/api.ts';
import { isUnfinished, useJobs } from '../../rpc/use-jobs.ts';
import { SPLIT_CHOICES } from '../../../shared/contract/evaluation.ts';
import styles from './evaluation.module.css';

const ASKED = ['ground', 'locate'] as const;
const KIND = 'evaluation.run';

/** Has a model asked about the project's gold set. */
export function StartEvaluation() {
  const { t } = useTranslation('evaluation');
  const { client, query } = useApi();
  const { jobs, cancel } = useJobs();
  const packs = useQuery(query.models.list.queryOptions({ input: {} })).data?.packs ?? [];
  const usable = packs.filter(({ ability }) => ability.kind === 'radgrounder');
  const [pack, setPack] = useState<string>();
  const [protocol, setProtocol] = useState<(typeof ASKED)[number]>('ground');
  const [split, setSplit] = useState<(typeof SPLIT_CHOICES)[number]>('test');
  const start = useMutation({
    mutationFn: () =>
      client.evaluation.start({
        ...((pack ?? usable[0]?.id) ? { pack: pack ?? usable[0]!.id } : {}),
        on: { kind: 'gold' },
        split,
        protocol,
        seed: 0,
        resamples: 10_000,
        unit: 'patient',
        isJudged: false,
      }),
  });
  const running = jobs.find((job) => job.kind === KIND && isUnfinished(job));
  const last = jobs.find(({ kind }) => kind === KIND);
  return (
    <Section title={t('start.title')}>
      <p className={styles.muted}>{t('start.text')}</p>
      <div className={styles.form}>
        <label>
          {t('start.pack')}
          <select value={pack ?? usable[0]?.id ?? ''} onChange={({ target }) => setPack(target.value)}>
            {usable.length === 0 && <option value="">{t('start.noPack')}</option>}
            {usable.map(({ id, name, version }) => (
              <option key={id} value={id}>{`${name} ${version}`}</option>
            ))}
          </select>
        </label>
        <label>
          {t('start.protocol')}
          <select
            value={protocol}
            onChange={({ target }) => setProtocol(target.value as (typeof ASKED)[number])}
          >
            {ASKED.map((one) => (
              <option key={one} value={one}>
                {t(`protocol.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('start.split')}
          <select
            value={split}
            onChange={({ target }) => setSplit(target.value as (typeof SPLIT_CHOICES)[number])}
          >
            {SPLIT_CHOICES.map((one) => (
              <option key={one} value={one}>
                {t(`start.split.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <Button
          look="primary"
          data-testid="start-evaluation"
          disabled={usable.length === 0 || running !== undefined}
          onClick={() => start.mutate()}
        >
          {t('start.button')}
        </Button>
      </div>
      {start.error && <FailureNote error={start.error} />}
      {running && <JobProgress job={running} onCancel={() => cancel(running.jobId)} />}
      {!running && last?.status === 'failed' && last.error && (
        <FailureNote error={{ data: { ...last.error, id: '–' } }} />
      )}
    </Section>
  );
}
