import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PackSummary } from '../../../shared/contract/models.ts';
import type { SegmentationOutlook } from '../../../shared/contract/segmentation.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useApi } from '../../rpc/api.ts';
import styles from './intake.module.css';

export interface PackChoiceProps {
  readonly volumes: SegmentationOutlook['modalities'][number];
  /** Id of a pack. */
  readonly chosen: string | null;
  readonly onChoose: (id: string | null) => void;
}

/** How many volumes of a modality have no segmentation, and the pack that is to make one. */
export function PackChoice({ volumes, chosen, onChoose }: PackChoiceProps) {
  const { t } = useTranslation('intake');
  const { modality, without, slicesWithout } = volumes;
  const packs = usePacks(modality);
  const counts = { modality, count: without, volumes: volumes.volumes, slices: slicesWithout };
  return (
    <div className={styles.pack} data-testid={`segment-${modality}`}>
      <p>{without > 0 ? t('segment.without', counts) : t('segment.none', { modality })}</p>
      {packs?.length === 0 && without > 0 && (
        <p className={styles.warning}>
          {t('segment.noPack', { modality })} <a href="#/models">{t('segment.toModels')}</a>
        </p>
      )}
      {packs && packs.length > 0 && without > 0 && (
        <Select packs={packs} modality={modality} chosen={chosen} onChoose={onChoose} />
      )}
    </div>
  );
}

/** Those that somebody added come first: what comes with the program knows painted phantoms only. */
function usePacks(modality: string): PackSummary[] | undefined {
  const { query } = useApi();
  const list = useQuery(query.models.list.queryOptions({ input: {} })).data;
  return list?.packs
    .filter(({ ability }) => ability.kind === 'segmentation' && ability.modality === modality)
    .toSorted((a, b) => Number(a.origin === 'built-in') - Number(b.origin === 'built-in'));
}

interface SelectProps extends Omit<PackChoiceProps, 'volumes'> {
  readonly packs: readonly PackSummary[];
  readonly modality: string;
}

function Select({ packs, modality, chosen, onChoose }: SelectProps) {
  const { t } = useTranslation('intake');
  const language = useLanguage();
  const pack = packs.find(({ id }) => id === chosen);
  const isGone = chosen !== null && !pack;
  const labelOf = ({ title, version, origin }: PackSummary): string =>
    `${title[language]} ${version}${origin === 'built-in' ? ` (${t('segment.builtIn')})` : ''}`;
  return (
    <NativeSelect
      label={t('segment.pack', { modality })}
      description={pack?.limits[language]}
      error={isGone && t('segment.gone')}
      value={pack?.id ?? ''}
      data={[
        { value: '', label: t('segment.choose') },
        ...packs.map((one) => ({ value: one.id, label: labelOf(one) })),
      ]}
      onChange={(event) => onChoose(event.currentTarget.value || null)}
    />
  );
}
