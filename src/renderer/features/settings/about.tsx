import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Section } from '../../components/page.tsx';
import { useApi } from '../../rpc/api.ts';
import styles from './settings.module.css';

export function About() {
  const { t } = useTranslation('settings');
  const { query } = useApi();
  const { data } = useQuery({ ...query.settings.about.queryOptions({ input: {} }), staleTime: Infinity });
  return (
    <Section title={t('about.title')}>
      {data && (
        <dl className={styles.facts}>
          <dt>{t('about.version')}</dt>
          <dd>{data.version}</dd>
          <dt>{t('about.host')}</dt>
          <dd>{t(data.host === 'electron' ? 'about.hostElectron' : 'about.hostBrowser')}</dd>
          <dt>{t('about.dataDir')}</dt>
          <dd>{data.dataDir}</dd>
        </dl>
      )}
      <p>{t('about.limits')}</p>
    </Section>
  );
}
