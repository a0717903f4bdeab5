import { useTranslation } from 'react-i18next';
import {
  isRuntimePart,
  type ProviderChoice,
  type ProviderReport,
} from '../../../../shared/contract/compute.ts';
import { Badge } from '../../../components/badge.tsx';
import { ProviderFiles } from './provider-files.tsx';
import { rounded } from './rounded.ts';
import { SelfTestResult, useSelfTest } from './self-test.tsx';
import { Button } from '../../../components/button.tsx';
import styles from './computing.module.css';

export interface ProviderCardProps {
  readonly report: ProviderReport;
  /** What the person chose. */
  readonly wanted: ProviderChoice;
  /** Where ONNX Runtime's own files lie. */
  readonly runtimeFolder: string;
}

/** One way to compute: whether it is used and why, what it needs and where that lies, and a test of it. */
export function ProviderCard({ report, wanted, runtimeFolder }: ProviderCardProps) {
  const { t } = useTranslation('compute');
  const { provider, state, isChosen, milliseconds, gigaflops } = report;
  const test = useSelfTest(provider);
  const name = t(`provider.${provider}`);
  const cannotRun = state === 'not-for-this-system' || state === 'library-missing';
  return (
    <li
      className={styles.card}
      data-testid={`provider-${provider}`}
      data-state={state}
      data-chosen={isChosen}
    >
      <div className={styles.cardHead}>
        <h3>{name}</h3>
        <Badge className={styles.state}>{t(isChosen ? 'badge.chosen' : `badge.${state}`)}</Badge>
        <span className={styles.about}>{t(`about.${provider}`)}</span>
        <Button
          aria-label={t('test.label', { provider: name })}
          disabled={cannotRun || test.isPending}
          onClick={() => test.mutate()}
        >
          {t(test.isPending ? 'test.running' : 'test')}
        </Button>
      </div>
      <p>{useReason({ report, wanted, runtimeFolder })}</p>
      {milliseconds !== null && gigaflops !== null && (
        <p className={styles.muted}>
          {t('measured', { milliseconds: rounded(milliseconds), gigaflops: rounded(gigaflops) })}
        </p>
      )}
      <SelfTestResult test={test} />
      <ProviderFiles report={report} />
    </li>
  );
}

/** Why it is or is not used, in a sentence. */
function useReason({ report, wanted, runtimeFolder }: ProviderCardProps): string {
  const { t } = useTranslation('compute');
  const { state, isChosen, libraries, detail, provider } = report;
  if (isChosen) return t(wanted === 'auto' ? 'reason.first' : 'reason.wanted');
  switch (state) {
    case 'usable':
      return t(wanted === 'auto' ? 'reason.later' : 'reason.otherChosen');
    case 'library-missing':
      return t('reason.library-missing', {
        names: libraries
          .filter(({ folder, name }) => folder === null && isRuntimePart(name))
          .map(({ name }) => name)
          .join(', '),
        folder: runtimeFolder,
      });
    case 'failed':
      return t('reason.failed', { detail: detail ?? provider });
    case 'slow':
    case 'not-for-this-system':
    case 'set-aside':
      return t(`reason.${state}`);
  }
}
