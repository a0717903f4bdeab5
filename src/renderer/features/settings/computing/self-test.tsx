import { type UseMutationResult, useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Provider, SelfTest } from '../../../../shared/contract/compute.ts';
import { FailureNote } from '../../../components/message.tsx';
import { useApi } from '../../../rpc/api.ts';
import { rounded } from './rounded.ts';
import styles from './computing.module.css';

type RunningTest = UseMutationResult<SelfTest, Error, void>;

export function useSelfTest(provider: Provider): RunningTest {
  const { client } = useApi();
  return useMutation({ mutationFn: () => client.compute.selfTest({ provider }) });
}

/** What the last self-test measured, and whether the results were right. */
export function SelfTestResult({ test }: { readonly test: RunningTest }) {
  const { t } = useTranslation('compute');
  if (test.error) return <FailureNote error={test.error} />;
  if (!test.data) return null;
  const { steps } = test.data;
  const isRight = steps.every((one) => one.isRight);
  return (
    <div role="status" data-testid="self-test" data-right={isRight}>
      <dl className={styles.steps}>
        {steps.map(({ step, milliseconds, gigaflops, isRight: isStepRight }) => (
          <div key={step} data-right={isStepRight}>
            <dt>{t(`test.${step}`)}</dt>
            <dd>
              {t('test.step', { milliseconds: rounded(milliseconds), gigaflops: rounded(gigaflops) })}
              {' · '}
              <b>{t(isStepRight ? 'test.right' : 'test.wrong')}</b>
            </dd>
          </div>
        ))}
      </dl>
      <p className={isRight ? styles.muted : styles.alert}>{t(isRight ? 'test.good' : 'test.bad')}</p>
    </div>
  );
}
