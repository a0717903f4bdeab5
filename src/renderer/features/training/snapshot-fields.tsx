import { Checkbox, NumberInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { SnapshotSettingsSchema } from '../../../shared/contract/snapshots.ts';
import { type SnapshotSettings, SPLITS } from '../../../shared/domain/curation/snapshot.ts';
import styles from './training.module.css';

export type Settings = z.infer<typeof SnapshotSettingsSchema>;

export interface SnapshotFieldsProps {
  readonly settings: Settings;
  readonly onChange: (settings: Settings) => void;
}

const LANGUAGES = { de: 'Deutsch', en: 'English' } as const;

/** Shares as whole percents, as they are typed. */
export const percentSum = ({ split }: Pick<SnapshotSettings, 'split'>): number =>
  Math.round(SPLITS.reduce((sum, name) => sum + split[name] * 100, 0) * 100) / 100;

/** What is rarely changed about a snapshot. */
export function SnapshotFields({ settings, onChange }: SnapshotFieldsProps) {
  const { t } = useTranslation('training');
  const { undecidedWeight, languages, seed, split } = settings;
  const sum = percentSum(settings);
  return (
    <details className={styles.more}>
      <summary>{t('more')}</summary>
      <div className={styles.fields}>
        <NumberInput
          label={t('make.undecided')}
          description={t('make.undecidedText')}
          min={0}
          max={1}
          step={0.1}
          value={undecidedWeight}
          onChange={(value) => onChange({ ...settings, undecidedWeight: Number(value) })}
        />
        <Checkbox.Group
          label={t('make.languages')}
          value={languages}
          onChange={(chosen) =>
            chosen.length > 0 && onChange({ ...settings, languages: chosen as Settings['languages'] })
          }
        >
          <div className={styles.inline}>
            {(['de', 'en'] as const).map((language) => (
              <Checkbox key={language} value={language} lang={language} label={LANGUAGES[language]} />
            ))}
          </div>
        </Checkbox.Group>
        <NumberInput
          label={t('make.seed')}
          min={0}
          max={2 ** 31 - 1}
          allowDecimal={false}
          value={seed}
          onChange={(value) => onChange({ ...settings, seed: Math.trunc(Number(value)) })}
        />
        {SPLITS.map((name) => (
          <NumberInput
            key={name}
            label={t('make.share', { split: t(`split.${name}`) })}
            min={0}
            max={100}
            error={sum !== 100}
            value={Math.round(split[name] * 1e4) / 100}
            onChange={(percent) =>
              onChange({ ...settings, split: { ...split, [name]: Number(percent) / 100 } })
            }
          />
        ))}
      </div>
      {sum !== 100 && (
        <p className={styles.missing} role="alert">
          {t('make.sharesSum', { sum })}
        </p>
      )}
    </details>
  );
}
