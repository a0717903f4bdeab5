import { Checkbox, NumberInput, Radio } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ExportSettings } from '../../../shared/contract/exchange.ts';
import { Section } from '../../components/page.tsx';
import { percentSum, SPLITS } from './export-settings.ts';
import styles from './exchange.module.css';

const FORMATS = ['refrad2d', 'paligemma-jsonl'] as const;
const STATES = ['accepted', 'corrected', 'pending'] as const;
const LANGUAGES = { de: 'Deutsch', en: 'English' } as const;

export interface ExportFormProps {
  readonly settings: ExportSettings;
  readonly onChange: (settings: ExportSettings) => void;
}

export function ExportForm({ settings, onChange }: ExportFormProps) {
  const { t } = useTranslation('exchange');
  return (
    <div className={styles.side}>
      <Section title={t('format.title')}>
        <Radio.Group
          aria-label={t('format.title')}
          value={settings.format}
          onChange={(format) => onChange({ ...settings, format: format as ExportSettings['format'] })}
        >
          {FORMATS.map((format) => (
            <Radio
              key={format}
              className={styles.option}
              value={format}
              label={t(`format.${format}`)}
              description={t(`format.${format}Text`)}
            />
          ))}
        </Radio.Group>
      </Section>
      <Section title={t('include.title')}>
        <Checkbox.Group
          aria-label={t('include.title')}
          value={settings.include}
          onChange={(include) => onChange({ ...settings, include: include as ExportSettings['include'] })}
        >
          {STATES.map((state) => (
            <Checkbox
              key={state}
              className={styles.option}
              value={state}
              label={t(`include.${state}`)}
              description={state === 'pending' ? t('include.pendingText') : undefined}
            />
          ))}
        </Checkbox.Group>
      </Section>
      <Section title={t('languages.title')}>
        <Checkbox.Group
          aria-label={t('languages.title')}
          value={settings.languages}
          onChange={(languages) =>
            onChange({ ...settings, languages: languages as ExportSettings['languages'] })
          }
        >
          {(['de', 'en'] as const).map((language) => (
            <Checkbox
              key={language}
              className={styles.option}
              value={language}
              lang={language}
              label={LANGUAGES[language]}
            />
          ))}
        </Checkbox.Group>
      </Section>
      <MachineTexts settings={settings} onChange={onChange} />
      <SplitFields settings={settings} onChange={onChange} />
    </div>
  );
}

/** What a language model wrote, and nobody judged: each kind by choice. */
function MachineTexts({ settings, onChange }: ExportFormProps) {
  const { t } = useTranslation('exchange');
  const { captions, translations, questions } = settings;
  return (
    <Section title={t('machine.title')}>
      <Checkbox
        className={styles.option}
        label={t('machine.rewritten')}
        description={t('machine.rewrittenText')}
        checked={captions === 'rewritten'}
        onChange={({ currentTarget: { checked } }) =>
          onChange({ ...settings, captions: checked ? 'rewritten' : 'original' })
        }
      />
      <Checkbox
        className={styles.option}
        label={t('machine.translations')}
        description={t('machine.translationsText')}
        checked={translations}
        onChange={({ currentTarget: { checked } }) => onChange({ ...settings, translations: checked })}
      />
      <Checkbox
        className={styles.option}
        label={t('machine.questions')}
        description={t('machine.questionsText')}
        checked={questions}
        onChange={({ currentTarget: { checked } }) => onChange({ ...settings, questions: checked })}
      />
    </Section>
  );
}

function SplitFields({ settings, onChange }: ExportFormProps) {
  const { t } = useTranslation('exchange');
  const sum = percentSum(settings);
  return (
    <Section title={t('split.title')}>
      <p className={styles.muted}>{t('split.text')}</p>
      <div className={styles.split}>
        {SPLITS.map((name) => (
          <NumberInput
            key={name}
            label={t(`split.${name}`)}
            min={0}
            max={100}
            hideControls
            error={sum !== 100}
            value={Math.round(settings.split[name] * 1e6) / 1e4}
            onChange={(percent) =>
              onChange({ ...settings, split: { ...settings.split, [name]: Number(percent) / 100 } })
            }
          />
        ))}
        <NumberInput
          label={t('split.seed')}
          min={0}
          max={2 ** 31 - 1}
          allowDecimal={false}
          hideControls
          value={settings.seed}
          onChange={(seed) => onChange({ ...settings, seed: Math.trunc(Number(seed)) })}
        />
      </div>
      {sum !== 100 && (
        <p className={styles.warning} role="alert">
          {t('split.sum', { sum })}
        </p>
      )}
    </Section>
  );
}
