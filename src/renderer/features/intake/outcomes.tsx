import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Job } from '../../../shared/contract/jobs.ts';
import { errorText } from '../../../shared/i18n/message.ts';
import { Button } from '../../components/button.tsx';
import { Section } from '../../components/page.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { useApi } from '../../rpc/api.ts';
import styles from './intake.module.css';
import { Segmentation } from './segmentation.tsx';
import { Problems } from './summary.tsx';

export function Imported({ job, onMore }: { readonly job: Job; readonly onMore: () => void }) {
  const { t } = useTranslation('intake');
  const { query } = useApi();
  const pairs = useQuery(query.project.current.queryOptions({ input: {} })).data?.pairs;
  return (
    <>
      <Section title={t('done.title')}>
        {pairs !== undefined && <p data-testid="imported">{t('done.text', { pairs })}</p>}
        <div className={styles.actions}>
          <Button look="primary" onClick={() => (window.location.hash = '#/review')}>
            {t('done.review')}
          </Button>
          <Button onClick={onMore}>{t('done.more')}</Button>
        </div>
      </Section>
      <Segmentation />
      <Problems problems={job.problems} />
    </>
  );
}

interface StoppedProps {
  readonly onResume: () => void;
  readonly onLeave: () => void;
}

export function Stopped({ onResume, onLeave }: StoppedProps) {
  const { t } = useTranslation(['intake', 'jobs']);
  return (
    <Section title={t('intake:stopped.title')}>
      <p>{t('intake:stopped.text')}</p>
      <div className={styles.actions}>
        <Button look="primary" onClick={onResume}>
          {t('jobs:resume')}
        </Button>
        <Button onClick={onLeave}>{t('intake:failed.again')}</Button>
      </div>
    </Section>
  );
}

export function Failed({ job, onLeave }: { readonly job: Job; readonly onLeave: () => void }) {
  const { t } = useTranslation(['intake', 'common']);
  const language = useLanguage();
  const text = job.error && errorText(language, job.error.code, job.error.params);
  return (
    <>
      <Section title={t('intake:failed.title')}>
        <p role="alert">
          {text?.cause ?? t('common:error.internal', { id: job.jobId })}{' '}
          {text?.remedy ?? t('common:error.internalRemedy')}
        </p>
        <div className={styles.actions}>
          <Button look="primary" onClick={onLeave}>
            {t('intake:failed.again')}
          </Button>
        </div>
      </Section>
      <Problems problems={job.problems} />
    </>
  );
}
