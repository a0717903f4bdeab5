import { NativeSelect, NumberInput, SegmentedControl } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SnapshotSummary } from '../../../shared/contract/snapshots.ts';
import { TRAINING_DEFAULTS, type TrainedHead } from '../../../shared/contract/training.ts';
import { Button } from '../../components/button.tsx';
import { FailureNote } from '../../components/message.tsx';
import { Section } from '../../components/page.tsx';
import { useApi } from '../../rpc/api.ts';
import { isUnfinished, useJobs } from '../../rpc/use-jobs.ts';
import { shortId } from './ids.ts';
import { useSnapshotName } from './snapshots.tsx';
import { TrainSettings } from './train-settings.tsx';
import styles from './training.module.css';

export const TRAIN_HEAD = 'training.head';

export interface TrainFormProps {
  readonly snapshots: readonly SnapshotSummary[];
  readonly snapshot: SnapshotSummary | undefined;
  readonly onChoose: (id: string) => void;
  readonly heads: readonly TrainedHead[];
  /** Head to start from; empty for new weights. */
  readonly parent: string;
  readonly onParent: (id: string) => void;
}

/** On what, with which encoder and settings, and the button. */
export function TrainForm({ snapshots, snapshot, onChoose, heads, parent, onParent }: TrainFormProps) {
  const { t } = useTranslation('training');
  const { query } = useApi();
  const nameOf = useSnapshotName();
  const encoders = useQuery(query.training.encoders.queryOptions({ input: {} })).data ?? [];
  const [ownEncoder, setEncoder] = useState<string>();
  const [settings, setSettings] = useState(TRAINING_DEFAULTS);
  const [seed, setSeed] = useState(0);
  const encoder = ownEncoder ?? encoders[0]?.id;
  const { sampling } = settings;
  return (
    <Section title={t('train.title')}>
      <p className={styles.muted}>{t('train.text')}</p>
      <div className={styles.request}>
        <NativeSelect
          label={t('train.snapshot')}
          value={snapshot?.id ?? ''}
          data={
            snapshots.length > 0
              ? snapshots.map((one) => ({ value: one.id, label: nameOf(one) }))
              : [{ value: '', label: t('train.noSnapshot') }]
          }
          onChange={({ currentTarget }) => onChoose(currentTarget.value)}
        />
        <NativeSelect
          label={t('train.encoder')}
          value={encoder ?? ''}
          data={
            encoders.length > 0
              ? encoders.map(({ id, name }) => ({ value: id, label: name }))
              : [{ value: '', label: t('train.noEncoder') }]
          }
          onChange={({ currentTarget }) => setEncoder(currentTarget.value)}
        />
        <NativeSelect
          label={t('train.parent')}
          data-testid="parent"
          value={parent}
          data={[
            { value: '', label: t('train.fromScratch') },
            ...heads.map(({ id, outcome }) => ({
              value: id,
              label: `${shortId(id)} · IoU ${outcome.validation.iou.toFixed(3)}`,
            })),
          ]}
          onChange={({ currentTarget }) => onParent(currentTarget.value)}
        />
        <NumberInput
          label={t('train.steps')}
          min={1}
          max={1_000_000}
          allowDecimal={false}
          value={settings.steps}
          onChange={(steps) => setSettings({ ...settings, steps: Math.max(1, Math.trunc(Number(steps))) })}
        />
        <NumberInput
          label={t('train.seed')}
          min={0}
          max={2 ** 31 - 1}
          allowDecimal={false}
          value={seed}
          onChange={(value) => setSeed(Math.max(0, Math.trunc(Number(value))))}
        />
      </div>
      <div className={styles.mode}>
        <span>{t('train.mode')}</span>
        <SegmentedControl
          aria-label={t('train.mode')}
          value={sampling.mode}
          data={(['dynamic', 'shuffle'] as const).map((value) => ({ value, label: t(`train.${value}`) }))}
          onChange={(mode) => setSettings({ ...settings, sampling: { ...sampling, mode } })}
        />
        <span className={styles.muted}>
          {t(sampling.mode === 'dynamic' ? 'train.dynamicText' : 'train.shuffleText')}
        </span>
      </div>
      <TrainSettings settings={settings} onChange={setSettings} />
      <Start
        snapshot={snapshot}
        request={{ settings, seed, parent: parent || null, ...(encoder && { encoder }) }}
      />
    </Section>
  );
}

interface StartProps {
  readonly snapshot: SnapshotSummary | undefined;
  readonly request: {
    readonly settings: typeof TRAINING_DEFAULTS;
    readonly seed: number;
    readonly parent: string | null;
    readonly encoder?: string;
  };
}

function Start({ snapshot, request }: StartProps) {
  const { t } = useTranslation('training');
  const { client, query } = useApi();
  const queryClient = useQueryClient();
  const { jobs } = useJobs();
  const start = useMutation({
    mutationFn: (id: string) => client.training.start({ ...request, snapshot: id }),
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: query.jobs.key() }),
        queryClient.invalidateQueries({ queryKey: query.training.run.key() }),
      ]),
  });
  const busy = jobs.find((job) => job.kind === TRAIN_HEAD && (isUnfinished(job) || job.status === 'paused'));
  const missing = snapshot?.missing;
  const isBlocked = missing !== undefined && missing.train + missing.val > 0;
  return (
    <>
      <div className={styles.actions}>
        <Button
          look="primary"
          data-testid="start-training"
          disabled={!snapshot || isBlocked || busy !== undefined || start.isPending}
          onClick={() => snapshot && start.mutate(snapshot.id)}
        >
          {t('train.button')}
        </Button>
        {busy && (
          <span className={styles.muted}>
            {t(busy.status === 'paused' ? 'train.paused' : 'train.running')}
          </span>
        )}
        {!snapshot && <span className={styles.muted}>{t('snapshots.none')}</span>}
      </div>
      {isBlocked && <p className={styles.missing}>{t('train.blocked', missing)}</p>}
      {start.error && <FailureNote error={start.error} />}
    </>
  );
}
