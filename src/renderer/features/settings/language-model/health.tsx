import type { UseMutationResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { LlmHealth } from '../../../../shared/contract/llm.ts';
import { errorText } from '../../../../shared/i18n/message.ts';
import { Button } from '../../../components/button.tsx';
import { FailureNote } from '../../../components/message.tsx';
import { useLanguage } from '../../../i18n/use-language.ts';
import styles from './language-model.module.css';

/** Tries the server out and says what came of it. */
export function Health({ check }: { readonly check: UseMutationResult<LlmHealth, Error, void> }) {
  const { t } = useTranslation('llm');
  return (
    <div className={styles.form}>
      <p className={styles.muted}>{t('check.text')}</p>
      <div className={styles.row}>
        <Button look="primary" disabled={check.isPending} onClick={() => check.mutate()}>
          {t('check.action')}
        </Button>
      </div>
      <p role="status" className={styles.muted}>
        {check.isPending && t('check.running')}
      </p>
      {check.error && <FailureNote error={check.error} />}
      {check.data && <Found health={check.data} />}
    </div>
  );
}

function Found({ health }: { readonly health: LlmHealth }) {
  const { t } = useTranslation('llm');
  const language = useLanguage();
  const { models, latencyMs, structure, problem } = health;
  const text = problem && errorText(language, problem.code, problem.params);
  return (
    <div data-testid="llm-health" data-usable={health.isUsable}>
      {problem ? (
        <div role="alert" className={styles.alert}>
          <p>
            {text?.cause ?? problem.code} {text?.remedy}
          </p>
        </div>
      ) : (
        <p role="status">
          <b>{t('check.usable')}</b>
        </p>
      )}
      <ul className={styles.facts}>
        {models.length > 0 && <li>{t('check.models', { count: models.length })}</li>}
        {latencyMs !== null && <li>{t('check.latency', { ms: latencyMs })}</li>}
        {structure && latencyMs !== null && <li>{t(`structure.${structure}`)}</li>}
      </ul>
    </div>
  );
}
