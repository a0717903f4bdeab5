import { SegmentedControl, Slider } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Section } from '../../components/page.tsx';
import { useSettings, type Settings } from '../../rpc/use-settings.ts';
import styles from './settings.module.css';

const MIN_CAPTION_PX = 14;
const MAX_CAPTION_PX = 28;

/** Language and look; each choice is in force at once, here too. */
export function LookSettings() {
  const { t } = useTranslation('settings');
  const { settings, change } = useSettings();
  const polarity = [
    { value: 'dark', label: t('look.dark') },
    { value: 'light', label: t('look.light') },
  ];
  return (
    <Section title={t('look.title')}>
      <Choice
        label={t('look.language')}
        value={settings.language}
        data={[
          { value: 'de', label: 'Deutsch' },
          { value: 'en', label: 'English' },
        ]}
        onChange={(language) => change({ language: language as Settings['language'] })}
      />
      <Choice
        label={t('look.theme')}
        value={settings.theme}
        data={polarity}
        onChange={(theme) => change({ theme: theme as Settings['theme'] })}
      />
      <Choice
        label={t('look.captionTheme')}
        value={settings.captionTheme}
        data={polarity}
        onChange={(theme) => change({ captionTheme: theme as Settings['captionTheme'] })}
      />
      <div className={styles.size}>
        <span>{t('look.captionSize', { px: settings.captionFontPx })}</span>
        <Slider
          thumbLabel={t('look.captionSize', { px: settings.captionFontPx })}
          min={MIN_CAPTION_PX}
          max={MAX_CAPTION_PX}
          label={null}
          value={settings.captionFontPx}
          onChange={(captionFontPx) => change({ captionFontPx })}
        />
      </div>
      <p
        className={styles.sample}
        data-polarity={settings.captionTheme}
        style={{ fontSize: settings.captionFontPx }}
      >
        {t('look.sample')}
      </p>
    </Section>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly data: { value: string; label: string }[];
  readonly onChange: (value: string) => void;
}

function Choice({ label, value, data, onChange }: ChoiceProps) {
  return (
    <div className={styles.choice}>
      <span>{label}</span>
      <SegmentedControl aria-label={label} value={value} data={data} onChange={onChange} />
    </div>
  );
}
