import { useTranslation } from 'react-i18next';
import { Page, Section } from '../../components/page.tsx';
import { About } from './about.tsx';
import { KeySettings } from './key-settings.tsx';
import { LookSettings } from './look-settings.tsx';
import { ReviewerName } from './reviewer-name.tsx';
import styles from './settings.module.css';
import { Storage } from './storage.tsx';

export function SettingsScreen() {
  const { t } = useTranslation('settings');
  return (
    <Page title={t('title')} intro={t('intro')}>
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
    </Page>
  );
}
