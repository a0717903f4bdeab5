import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ComputeReport } from '../../../../shared/contract/compute.ts';
import { Button } from '../../../components/button.tsx';
import { FailureMessage, FailureNote } from '../../../components/message.tsx';
import { Section } from '../../../components/page.tsx';
import { useApi } from '../../../rpc/api.ts';
import { useSettings } from '../../../rpc/use-settings.ts';
import { ComputingChoices } from './computing-choices.tsx';
import { ProviderCard } from './provider-card.tsx';
import styles from './computing.module.css';

/** What models can be computed with on this machine, why or why not, and a person's choice among it. */
export function Computing() {
  const { t } = useTranslation('compute');
  const { client, query } = useApi();
  const queryClient = useQueryClient();
  const options = query.compute.report.queryOptions({ input: {} });
  const report = useQuery({ ...options, staleTime: Infinity });
  const refresh = useMutation({
    mutationFn: () => client.compute.report({ refresh: true }),
    onSuccess: (fresh) => queryClient.setQueryData(options.queryKey, fresh),
  });
  if (report.error) return <FailureMessage error={report.error} onRetry={() => void report.refetch()} />;
  const isLooking = report.isFetching || refresh.isPending;
  return (
    <div className={styles.computing} data-testid="computing">
      <ComputingChoices report={report.data} onChanged={() => void report.refetch()} />
      <Section title={t('title')}>
        <div className={styles.head}>
          <p className={styles.muted}>{t('intro')}</p>
          <Button disabled={isLooking} onClick={() => refresh.mutate()}>
            {t('refresh')}
          </Button>
        </div>
        <p role="status" className={styles.looking}>
          {isLooking && t('looking')}
        </p>
        {refresh.error && <FailureNote error={refresh.error} />}
        {report.data && <Providers report={report.data} />}
      </Section>
    </div>
  );
}

function Providers({ report }: { readonly report: ComputeReport }) {
  const { t } = useTranslation('compute');
  const { settings } = useSettings();
  const { providers, runtime } = report;
  const wanted = settings.computeProvider;
  return (
    <>
      {wanted !== 'auto' && providers.every(({ isChosen }) => !isChosen) && (
        <p role="alert" className={styles.alert}>
          {t('nothing', { provider: t(`provider.${wanted}`) })}
        </p>
      )}
      <ol className={styles.providers}>
        {providers.map((one) => (
          <ProviderCard key={one.provider} report={one} wanted={wanted} runtimeFolder={runtime.folder} />
        ))}
      </ol>
      <p className={styles.path}>{t('runtime', runtime)}</p>
    </>
  );
}
