import { useTranslation } from 'react-i18next';
import type { Job } from '../../../shared/contract/jobs.ts';
import { errorText } from '../../../shared/i18n/message.ts';
import { Button } from '../../components/button.tsx';
import { Section } from '../../components/page.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import styles from './models.module.css';

export interface JobOutcomeProps {
  readonly job: Job;
  readonly onResume: () => void;
  readonly onClose: () => void;
}

/** How the last addition or check ended, with the file at fault where one was refused. */
export function JobOutcome({ job, onResume, onClose }: JobOutcomeProps) {
  const { t } = useTranslation(['models', 'jobs', 'common']);
  const { status, kind } = job;
  return (
    <Section title={t(kind === 'models.add' ? 'models:add.title' : 'models:verify.title')}>
      {status === 'failed' && <Failure job={job} />}
      {status === 'cancelled' && <p role="status">{t('models:stopped')}</p>}
      {status === 'done' && (
        <p role="status" data-testid="pack-job-done">
          {t(kind === 'models.add' ? 'models:done.add' : 'models:done.verify')}
        </p>
      )}
      <div className={styles.actions}>
        {status !== 'done' && (
          <Button look="primary" onClick={onResume}>
            {t(status === 'failed' ? 'common:error.retry' : 'jobs:resume')}
          </Button>
        )}
        <Button onClick={onClose}>{t('models:close')}</Button>
      </div>
    </Section>
  );
}

function Failure({ job }: { readonly job: Job }) {
  const { t } = useTranslation('common');
  const language = useLanguage();
  const text = job.error && errorText(language, job.error.code, job.error.params);
  const file = job.error?.params['file'];
  return (
    <div role="alert" className={styles.failure} data-testid="pack-job-failed" data-code={job.error?.code}>
      {file !== undefined && <code>{file}</code>}
      <p>
        {text?.cause ?? t('error.internal', { id: job.jobId })} {text?.remedy ?? t('error.internalRemedy')}
      </p>
    </div>
  );
}
