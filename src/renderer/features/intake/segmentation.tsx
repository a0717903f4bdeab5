import { NativeSelect } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { WHEN_NEW, type SegmentationOutlook, type WhenNew } from '../../../shared/contract/segmentation.ts';
import { Button } from '../../components/button.tsx';
import { FailureNote } from '../../components/message.tsx';
import { Section } from '../../components/page.tsx';
import { useApi } from '../../rpc/api.ts';
import { useJobs } from '../../rpc/use-jobs.ts';
import styles from './intake.module.css';
import { PackChoice } from './pack-choice.tsx';
import { SegmentationJobs, isSegmentation } from './segmentation-jobs.tsx';

/** Volumes that came without a segmentation, and what becomes of them; nothing where none ever did. */
export function Segmentation() {
  const { t } = useTranslation('intake');
  const { query } = useApi();
  const { jobs } = useJobs();
  const { data: outlook } = useQuery({
    ...query.segmentation.outlook.queryOptions({ input: {} }),
    staleTime: 0,
  });
  const hasJobs = jobs.some(isSegmentation);
  if (!outlook || (!hasJobs && outlook.modalities.every(({ without }) => without === 0))) return null;
  return (
    <Section title={t('segment.title')}>
      <div className={styles.choose} data-testid="segmentation">
        <p className={styles.muted}>{t('segment.intro')}</p>
        <SegmentationJobs jobs={jobs} />
        <Choices outlook={outlook} />
      </div>
    </Section>
  );
}

function Choices({ outlook }: { readonly outlook: SegmentationOutlook }) {
  const { t } = useTranslation('intake');
  const { client, query } = useApi();
  const queryClient = useQueryClient();
  const set = useMutation({
    mutationFn: (change: Partial<Pick<SegmentationOutlook, 'packs' | 'whenNew'>>) =>
      client.segmentation.set(change),
    onSuccess: (fresh) => queryClient.setQueryData(query.segmentation.outlook.queryKey({ input: {} }), fresh),
  });
  const start = useMutation({
    mutationFn: () => client.segmentation.start({}),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: query.jobs.key() }),
  });
  const { modalities, packs, whenNew } = outlook;
  const count = modalities.reduce((sum, { modality, without }) => sum + (packs[modality] ? without : 0), 0);
  const hasOpen = modalities.some(({ without }) => without > 0);
  return (
    <>
      {modalities.map((one) => (
        <PackChoice
          key={one.modality}
          volumes={one}
          chosen={packs[one.modality]}
          onChoose={(id) => set.mutate({ packs: { ...packs, [one.modality]: id } })}
        />
      ))}
      {hasOpen && (
        <div className={styles.actions}>
          <Button look="primary" disabled={count === 0 || start.isPending} onClick={() => start.mutate()}>
            {t('segment.start', { count })}
          </Button>
        </div>
      )}
      <NativeSelect
        className={styles.pack}
        label={t('segment.whenNew')}
        value={whenNew}
        data={WHEN_NEW.map((value) => ({ value, label: t(`segment.whenNew.${value}`) }))}
        onChange={(event) => set.mutate({ whenNew: event.currentTarget.value as WhenNew })}
      />
      {(start.error ?? set.error) && <FailureNote error={start.error ?? set.error} />}
    </>
  );
}
