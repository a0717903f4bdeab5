import { NumberInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { TRAINING_DEFAULTS, type TrainingSettings } from '../../../shared/contract/training.ts';
import { Button } from '../../components/button.tsx';
import styles from './training.module.css';

export interface TrainSettingsProps {
  readonly settings: TrainingSettings;
  readonly onChange: (settings: TrainingSettings) => void;
}

/** Least, most and step of each number; as the contract allows them. */
const WHOLE = {
  batch: [1, 256, 1],
  warmUp: [0, 100_000, 10],
  evaluateEvery: [1, 100_000, 10],
  patience: [1, 1000, 1],
  components: [1, 1024, 16],
} as const;
const REAL = { rate: [1e-6, 1, 1e-4], absentWeight: [0, 1, 0.1] } as const;
const SAMPLING = {
  rareClasses: [0, 1, 0.1],
  modality: [0, 1, 0.1],
  language: [0, 1, 0.1],
  corrected: [1, 100, 1],
  presence: [0, 0.9, 0.1],
} as const;

const keysOf = <T extends object>(of: T): (keyof T)[] => Object.keys(of) as (keyof T)[];

/** What is rarely changed about a training. */
export function TrainSettings({ settings, onChange }: TrainSettingsProps) {
  const { t } = useTranslation('training');
  const { sampling } = settings;
  return (
    <details className={styles.more}>
      <summary>{t('more')}</summary>
      <div className={styles.fields}>
        {keysOf(WHOLE).map((name) => (
          <Field
            key={name}
            label={t(`train.${name}`)}
            range={WHOLE[name]}
            isWhole
            value={settings[name]}
            onChange={(value) => onChange({ ...settings, [name]: value })}
          />
        ))}
        {keysOf(REAL).map((name) => (
          <Field
            key={name}
            label={t(`train.${name}`)}
            range={REAL[name]}
            value={settings[name]}
            onChange={(value) => onChange({ ...settings, [name]: value })}
          />
        ))}
        {sampling.mode === 'dynamic' &&
          keysOf(SAMPLING).map((name) => (
            <Field
              key={name}
              label={t(`train.${name}`)}
              range={SAMPLING[name]}
              value={sampling[name]}
              onChange={(value) => onChange({ ...settings, sampling: { ...sampling, [name]: value } })}
            />
          ))}
      </div>
      <Button
        onClick={() =>
          onChange({ ...TRAINING_DEFAULTS, sampling: { ...TRAINING_DEFAULTS.sampling, mode: sampling.mode } })
        }
      >
        {t('train.defaults')}
      </Button>
    </details>
  );
}

interface FieldProps {
  readonly label: string;
  readonly range: readonly [number, number, number];
  readonly isWhole?: boolean;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

function Field({ label, range: [min, max, step], isWhole = false, value, onChange }: FieldProps) {
  const inRange = (typed: number): number =>
    Math.min(max, Math.max(min, isWhole ? Math.trunc(typed) : typed));
  return (
    <NumberInput
      label={label}
      min={min}
      max={max}
      step={step}
      allowDecimal={!isWhole}
      value={value}
      onChange={(typed) => typed !== '' && Number.isFinite(Number(typed)) && onChange(inRange(Number(typed)))}
    />
  );
}
