import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ReportHead } from '../../../shared/contract/evaluation.ts';
import { useAsked } from '../../components/address.ts';
import { FailureMessage, FailureNote, Message } from '../../components/message.tsx';
import { Page, Section } from '../../components/page.tsx';
import { useApi } from '../../rpc/api.ts';
import { ChooseReports } from './choose-reports.tsx';
import { ComparisonView } from './comparison-view.tsx';
import styles from './evaluation.module.css';
import { StartEvaluation } from './start-evaluation.tsx';

/** Two evaluations of the project case by case: is the second model better, where is it worse, and what does that look like? */
export function CompareScreen() {
  const { t } = useTranslation('evaluation');
  const { query } = useApi();
  const list = useQuery({ ...query.evaluation.reports.queryOptions({ input: {} }), staleTime: 0 });
  const [asked, ask] = useAsked();
  if (list.error) return <FailureMessage error={list.error} onRetry={() => void list.refetch()} />;
  const reports = list.data ?? [];
  const named = (side: 'first' | 'second') => reports.find(({ id }) => id === asked.get(side));
  const second = named('second') ?? reports[0];
  const first = named('first') ?? (second && partnerOf(second, reports));
  const isGone = (['first', 'second'] as const).some((side) => asked.has(side) && !named(side));
  return (
    <Page title={t('page.title')} intro={t('page.intro')}>
      <StartEvaluation />
      <Section title={t('page.choose')}>
        {list.data && reports.length < 2 && <p className={styles.muted}>{t('page.tooFew')}</p>}
        {list.data && isGone && <p className={styles.warning}>{t('page.gone')}</p>}
        {second && <ChooseReports reports={reports} first={first?.id} second={second.id} onChange={ask} />}
      </Section>
      {first && second && first.id !== second.id && <Compared first={first.id} second={second.id} />}
    </Page>
  );
}

/** What it can be compared with: the same set, asked and matched the same way, by another model before all others. */
function partnerOf(report: ReportHead, reports: readonly ReportHead[]): ReportHead | undefined {
  const others = reports.filter(
    ({ id, set, settings, embedding }) =>
      id !== report.id &&
      set.sha256 === report.set.sha256 &&
      settings.protocol === report.settings.protocol &&
      embedding.pack === report.embedding.pack,
  );
  return others.find(({ pack }) => pack.id !== report.pack.id) ?? others[0];
}

function Compared({ first, second }: { readonly first: string; readonly second: string }) {
  const { t } = useTranslation('evaluation');
  const { query } = useApi();
  const { data, error } = useQuery({
    ...query.evaluation.compare.queryOptions({ input: { first, second } }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (error) return <FailureNote error={error} />;
  return data ? <ComparisonView comparison={data} /> : <Message>{t('page.computing')}</Message>;
}
