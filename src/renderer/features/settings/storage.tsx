import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { FailureNote } from '../../components/message.tsx';
import { Section } from '../../components/page.tsx';
import { formatBytes } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useApi } from '../../rpc/api.ts';
import styles from './settings.module.css';

/** Where the open project lies, how big it is, and whether everything in it is as it should be. */
export function Storage() {
  const { t } = useTranslation('settings');
  const language = useLanguage();
  const { client, query } = useApi();
  const project = useQuery(query.project.current.queryOptions({ input: {} })).data;
  const verify = useMutation({ mutationFn: () => client.project.verify({}) });
  if (!project)
    return (
      <Section title={t('storage.title')}>
        <p>{t('storage.none')}</p>
      </Section>
    );
  return (
    <Section title={t('storage.title')}>
      <dl className={styles.facts}>
        <dt>{t('storage.dir')}</dt>
        <dd>{project.dir}</dd>
        <dt>{t('storage.size')}</dt>
        <dd>{formatBytes(project.sizeBytes, language)}</dd>
      </dl>
      <div>
        <Button disabled={verify.isPending} onClick={() => verify.mutate()}>
          {t(verify.isPending ? 'storage.verifying' : 'storage.verify')}
        </Button>
      </div>
      {verify.error && <FailureNote error={verify.error} />}
      {verify.data && (
        <div role="status" data-testid="verified" data-ok={verify.data.ok}>
          <p>{t(verify.data.ok ? 'storage.verified' : 'storage.damaged')}</p>
          <ul className={styles.checks}>
            {verify.data.checks.map(({ name, ok, facts }) => (
              <li key={name} data-ok={ok}>
                <span>{t(`check.${name}`)}</span>
                <span title={facts.map(({ what, value }) => t(`fact.${what}`, { value })).join(', ')}>
                  {t(ok ? 'check.ok' : 'check.bad')}
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Section>
  );
}
