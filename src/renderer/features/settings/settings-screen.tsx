import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Page, Section } from '../../components/page.tsx';
import { About } from './about.tsx';
import { Computing } from './computing/computing.tsx';
import { KeySettings } from './key-settings.tsx';
import { LanguageModel } from './language-model/language-model.tsx';
import { LookSettings } from './look-settings.tsx';
import { ReviewerName } from './reviewer-name.tsx';
import styles from './settings.module.css';
import { Storage } from './storage.tsx';
import { TABS, useTab } from './use-tab.ts';

const TITLES = { general: 'settings:tab.general', computing: 'compute:tab', llm: 'llm:tab' } as const;

export function SettingsScreen() {
  const { t } = useTranslation(['settings', 'compute', 'llm']);
  const [tab, setTab] = useTab();
  return (
    <Page title={t('settings:title')} intro={t('settings:intro')}>
      <Tabs value={tab} onChange={setTab} keepMounted={false}>
        <Tabs.List aria-label={t('settings:title')} className={styles.tabs}>
          {TABS.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(TITLES[one])}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="general">
          <General />
        </Tabs.Panel>
        <Tabs.Panel value="computing">
          <Computing />
        </Tabs.Panel>
        <Tabs.Panel value="llm">
          <LanguageModel />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

function General() {
  const { t } = useTranslation('settings');
  return (
    <div className={styles.columns}>
      <div className={styles.side}>
        <LookSettings />
        <ReviewerName />
        <Storage />
        <Section title={t('privacy.title')}>
          <p>{t('privacy.text')}</p>
        </Section>
        <About />
      </div>
      <KeySettings />
    </div>
  );
}
