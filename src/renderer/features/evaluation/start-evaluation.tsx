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
import type { PackSummary } from '../../../shared/contract/models.ts';
import { Choice } from './choice.tsx';
import styles from './evaluation.module.css';

const ASKED = ['ground', 'locate'] as const;
const KIND = 'evaluation.run';

const named = ({ id, name, version }: PackSummary) => [id, `${name} ${version}`] as const;

/** Has a model asked about the project's gold set. */
export function StartEvaluation() {
  const { t } = useTranslation('evaluation');
  const { client, query } = useApi();
  const { jobs, cancel } = useJobs();
  const packs = useQuery(query.models.list.queryOptions({ input: {} })).data?.packs ?? [];
  const usable = packs.filter(({ ability }) => ability.kind === 'radgrounder');
  const embeddings = packs.filter(({ ability }) => ability.kind === 'text-embedding');
  const [pack, setPack] = useState<string>();
  const [embedding, setEmbedding] = useState('');
  const [protocol, setProtocol] = useState<(typeof ASKED)[number]>('ground');
  const [split, setSplit] = useState<(typeof SPLIT_CHOICES)[number]>('test');
  const start = useMutation({
    mutationFn: () =>
      client.evaluation.start({
        ...((pack ?? usable[0]?.id) ? { pack: pack ?? usable[0]!.id } : {}),
        ...(embedding !== '' && { embedding }),
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
        <Choice
          label={t('start.pack')}
          value={pack ?? usable[0]?.id ?? ''}
          options={usable.length === 0 ? [['', t('start.noPack')]] : usable.map(named)}
          onChange={setPack}
        />
        <Choice
          label={t('start.protocol')}
          value={protocol}
          options={ASKED.map((one) => [one, t(`protocol.${one}`)])}
          onChange={setProtocol}
        />
        <Choice
          label={t('start.split')}
          value={split}
          options={SPLIT_CHOICES.map((one) => [one, t(`start.split.${one}`)])}
          onChange={setSplit}
        />
        {embeddings.length > 0 && (
          <Choice
            label={t('start.embedding')}
            value={embedding}
            options={[['', t('embedding.own')], ...embeddings.map(named)]}
            onChange={setEmbedding}
            testId="embedding"
          />
        )}
        <Button
          look="primary"
          data-testid="start-evaluation"
          disabled={usable.length === 0 || running !== undefined}
          onClick={() => start.mutate()}
        >
          {t('start.button')}
        </Button>
      </div>
      {embeddings.length > 0 && <p className={styles.muted}>{t('start.embeddingText')}</p>}
      {start.error && <FailureNote error={start.error} />}
      {running && <JobProgress job={running} onCancel={() => cancel(running.jobId)} />}
      {!running && last?.status === 'failed' && last.error && (
        <FailureNote error={{ data: { ...last.error, id: '–' } }} />
      )}
    </Section>
  );
}
