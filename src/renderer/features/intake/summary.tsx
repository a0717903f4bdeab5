import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { IntakeSummary } from '../../../shared/contract/intake.ts';
import { Button } from '../../components/button.tsx';
import { FailureMessage, Message } from '../../components/message.tsx';
import { Section } from '../../components/page.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { useApi } from '../../rpc/api.ts';
import styles from './intake.module.css';
import { StudyTable } from './study-table.tsx';

export interface SummaryProps {
  /** The scan whose findings are shown. */
  readonly jobId: string;
  readonly isBusy: boolean;
  readonly onImport: (summaryId: string) => void;
  readonly onOther: () => void;
}

/** What lies in the chosen folders, before anything is imported. */
export function Summary({ jobId, isBusy, onImport, onOther }: SummaryProps) {
  const { t } = useTranslation(['intake', 'common']);
  const { query } = useApi();
  const summary = useQuery(query.intake.summary.queryOptions({ input: { jobId } }));
  if (summary.error) return <FailureMessage error={summary.error} onRetry={onOther} />;
  if (!summary.data) return <Message>{t('common:app.loading')}</Message>;
  const { studies, summaryId } = summary.data;
  return (
    <>
      <Section title={t('intake:summary.title')}>
        <Counts {...summary.data} />
        <StudyTable studies={studies} />
        <div className={styles.actions}>
          <Button look="primary" disabled={isBusy} onClick={() => onImport(summaryId)}>
            {t('intake:summary.import', { count: studies.length })}
          </Button>
          <Button onClick={onOther}>{t('intake:summary.other')}</Button>
        </div>
      </Section>
      <Problems problems={summary.data.problems} />
    </>
  );
}

function Counts({ studies, existingPairs }: IntakeSummary) {
  const { t } = useTranslation('intake');
  const sum = (of: (study: IntakeSummary['studies'][number]) => number): number =>
    studies.reduce((total, study) => total + of(study), 0);
  const groundable = sum((study) => study.groundableCount);
  const captions = sum((study) => study.captionCount);
  return (
    <>
      <p>
        {t('summary.counts', {
          studies: studies.length,
          slices: sum((study) => study.sliceCount),
          captions,
          groundable,
        })}{' '}
        {existingPairs > 0 && t('summary.existing', { count: existingPairs })}
      </p>
      {groundable === 0 && existingPairs === 0 && (
        <p className={styles.warning}>{t(captions > 0 ? 'summary.toSegment' : 'summary.nothing')}</p>
      )}
    </>
  );
}

/** The section on single files that could not be used; nothing where all went well. */
export function Problems({ problems }: Pick<IntakeSummary, 'problems'>) {
  const { t } = useTranslation('jobs');
  if (problems.length === 0) return null;
  return (
    <Section title={t('problems.title', { count: problems.length })}>
      <p className={styles.muted}>{t('problems.rest')}</p>
      <ProblemList problems={problems} />
    </Section>
  );
}
