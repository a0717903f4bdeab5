import { Checkbox, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PackSummary } from '../../../shared/contract/models.ts';
import type { PipelineSettings } from '../../../shared/contract/pipeline.ts';
import { Section } from '../../components/page.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { useApi } from '../../rpc/api.ts';
import styles from './pipeline.module.css';

export interface ProducersProps {
  readonly settings: PipelineSettings;
  readonly onChange: (change: Partial<PipelineSettings>) => void;
}

/** Which packs and extractors do the stages of this project. */
export function Producers({ settings, onChange }: ProducersProps) {
  const { t } = useTranslation('pipeline');
  const { query } = useApi();
  const { data } = useQuery(query.models.list.queryOptions({ input: {} }));
  const { data: llm } = useQuery(query.llm.get.queryOptions({ input: {} }));
  const packs = data?.packs ?? [];
  const { segmentation, extractor, radgrounder, language, replaceGiven } = settings;
  const segmenters = (modality: 'CT' | 'MR'): PackSummary[] =>
    packs.filter(({ ability }) => ability.kind === 'segmentation' && ability.modality === modality);
  return (
    <Section title={t('who.title')}>
      <div className={styles.who}>
        {(['CT', 'MR'] as const).map((modality) => (
          <PackSelect
            key={modality}
            label={t(modality === 'CT' ? 'who.ct' : 'who.mr')}
            packs={segmenters(modality)}
            value={segmentation[modality]}
            onChange={(id) => onChange({ segmentation: { ...segmentation, [modality]: id } })}
          />
        ))}
        <NativeSelect
          label={t('who.extractor')}
          value={extractor}
          error={extractor === 'llm' && llm?.connection.model === '' ? t('who.llmUnset') : undefined}
          data={(['lexicon', 'llm'] as const).map((value) => ({ value, label: t(`who.${value}`) }))}
          onChange={({ currentTarget: { value } }) => onChange({ extractor: value as 'lexicon' | 'llm' })}
        />
        <PackSelect
          label={t('who.radgrounder')}
          packs={packs.filter(({ ability }) => ability.kind === 'radgrounder')}
          value={radgrounder}
          onChange={(id) => onChange({ radgrounder: id })}
        />
        <NativeSelect
          label={t('who.language')}
          value={language}
          data={(['de', 'en'] as const).map((value) => ({ value, label: t(`who.${value}`) }))}
          onChange={({ currentTarget: { value } }) => onChange({ language: value as 'de' | 'en' })}
        />
      </div>
      <Checkbox
        label={t('who.replace')}
        description={t('who.replaceHint')}
        checked={replaceGiven}
        onChange={({ currentTarget: { checked } }) => onChange({ replaceGiven: checked })}
      />
    </Section>
  );
}

interface PackSelectProps {
  readonly label: string;
  readonly packs: readonly PackSummary[];
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
}

function PackSelect({ label, packs, value, onChange }: PackSelectProps) {
  const { t } = useTranslation('pipeline');
  const language = useLanguage();
  const isGone = value !== null && !packs.some(({ id }) => id === value);
  const data = [
    { value: '', label: t('who.none') },
    ...packs.map(({ id, title, version }) => ({ value: id, label: `${title[language]} ${version}` })),
    ...(isGone ? [{ value, label: t('who.gone') }] : []),
  ];
  return (
    <NativeSelect
      label={label}
      value={value ?? ''}
      data={data}
      onChange={({ currentTarget }) => onChange(currentTarget.value || null)}
    />
  );
}
