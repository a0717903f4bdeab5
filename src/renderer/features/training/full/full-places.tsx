import { NativeSelect, NumberInput, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  TRAINER_PRESETS,
  type TrainerPreset,
  type TrainerSettings,
} from '../../../../shared/contract/full-training.ts';
import { FolderField } from '../../../components/folder-field.tsx';
import styles from '../training.module.css';

interface FullPlacesProps {
  readonly settings: TrainerSettings;
  readonly onChange: (settings: TrainerSettings) => void;
  /** What else is chosen beside them. */
  readonly children: ReactNode;
}

/** Which command trains, and where its parts are on this machine. */
export function FullPlaces({ settings, onChange, children }: FullPlacesProps) {
  const { t } = useTranslation('full');
  const { preset, gpus } = settings;
  const folder = (name: 'base' | 'trainerDir' | 'publishedDir' | 'outputDir') => (
    <FolderField
      label={t(`place.${name}`)}
      pickTitle={t(`place.${name}`)}
      value={settings[name]}
      onChange={(dir) => onChange({ ...settings, [name]: dir })}
    />
  );
  const file = (name: 'python' | 'slurmScript') => (
    <TextInput
      label={t(`place.${name}`)}
      value={settings[name]}
      spellCheck={false}
      onChange={({ currentTarget }) => onChange({ ...settings, [name]: currentTarget.value })}
    />
  );
  return (
    <div className={styles.choices}>
      <NativeSelect
        label={t('preset')}
        value={preset}
        data={TRAINER_PRESETS.map((value) => ({ value, label: t(`preset.${value}`) }))}
        onChange={({ currentTarget: { value } }) => onChange({ ...settings, preset: value as TrainerPreset })}
      />
      {folder('base')}
      {preset !== 'custom' && file('python')}
      {folder('outputDir')}
      {preset !== 'published' && preset !== 'custom' && folder('trainerDir')}
      {preset === 'published' && folder('publishedDir')}
      {preset === 'sbatch' && file('slurmScript')}
      {preset === 'torchrun' && (
        <NumberInput
          label={t('gpus')}
          min={1}
          max={64}
          allowDecimal={false}
          value={gpus}
          onChange={(value) => onChange({ ...settings, gpus: Math.max(1, Math.trunc(Number(value))) })}
        />
      )}
      {children}
    </div>
  );
}
