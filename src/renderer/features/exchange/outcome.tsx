import { useTranslation } from 'react-i18next';
import type { Job } from '../../../shared/contract/jobs.ts';
import { errorText } from '../../../shared/i18n/message.ts';
import { Button } from '../../components/button.tsx';
import { Section } from '../../components/page.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import styles from './exchange.module.css';

export interface OutcomeProps {
  readonly job: Job;
  readonly onResume: () => void;
  readonly onLeave: () => void;
}

/** How the last export ended, until the person goes on. */
export function Outcome({ job, onResume, onLeave }: OutcomeProps) {
  const { t } = useTranslation(['exchange', 'jobs', 'common']);
  const language = useLanguage();
  const text = job.error && errorText(language, job.error.code, job.error.params);
  if (job.status === 'done')
    return (
      <Section title={t('exchange:done.title')}>
        <p data-testid="exported">{t('exchange:done.text', { dir: String(job.params['dir'] ?? '') })}</p>
        <div>
          <Button onClick={onLeave}>{t('common:action.close')}</Button>
        </div>
      </Section>
    );
  return (
    <Section title={t('exchange:stopped.title')}>
      <p role="alert">{text ? `${text.cause} ${text.remedy}` : t('exchange:stopped.text')}</p>
      <div className={styles.actions}>
        <Button look="primary" onClick={onResume}>
          {t('jobs:resume')}
        </Button>
        <Button onClick={onLeave}>{t('common:action.close')}</Button>
      </div>
    </Section>
  );
}
