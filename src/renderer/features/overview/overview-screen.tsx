import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { FailureMessage, Message } from '../../components/message.tsx';
import { Page, Section } from '../../components/page.tsx';
import { useApi } from '../../rpc/api.ts';
import { Corrections } from './corrections.tsx';
import { Loop } from './loop.tsx';
import { RandomSample } from './random-sample.tsx';
import { Reasons } from './reasons.tsx';
import { Agreement } from './agreement.tsx';
import { Legend, StateBar } from './state-bar.tsx';
import { StrataTable } from './strata-table.tsx';
import { judgedOf } from './strata.ts';
import { TextWork } from './text-work.tsx';
import styles from './overview.module.css';

/** The project drawn: how far it is, how often the labels were right, what was wrong, how fast it goes. */
export function OverviewScreen() {
  const { t } = useTranslation('overview');
  const { t: common } = useTranslation('common');
  const { query } = useApi();
  // Others may be judging in the same project's other windows, and this page is looked at now and then.
  const { data, error, refetch } = useQuery({
    ...query.review.overview.queryOptions({ input: {} }),
    staleTime: 0,
  });
  if (error) return <FailureMessage error={error} onRetry={() => void refetch()} />;
  if (!data) return <Message>{common('app.loading')}</Message>;
  const judged = judgedOf(data.counts);
  return (
    <Page title={t('title')} intro={t('intro')}>
      <Section title={t('progress.title')}>
        <p>{judged === 0 ? t('progress.none') : t('progress.text', { judged, total: data.counts.total })}</p>
        <StateBar counts={data.counts} isLarge />
        <Legend counts={data.counts} />
      </Section>
      <Loop days={data.days} />
      <div className={styles.columns}>
        <Reasons reasons={data.reasons} />
        <RandomSample randomSample={data.randomSample} />
      </div>
      <Corrections corrections={data.corrections} />
      <TextWork />
      <Agreement />
      <StrataTable overview={data} />
    </Page>
  );
}
