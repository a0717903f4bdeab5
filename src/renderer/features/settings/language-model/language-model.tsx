import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LlmConnection, LlmState } from '../../../../shared/contract/llm.ts';
import { Button } from '../../../components/button.tsx';
import { FailureMessage, FailureNote } from '../../../components/message.tsx';
import { Section } from '../../../components/page.tsx';
import { AddressForm } from './address-form.tsx';
import { Health } from './health.tsx';
import { KeyForm } from './key-form.tsx';
import styles from './language-model.module.css';
import { useLlm } from './use-llm.ts';

const CONCURRENCY = [1, 2, 4, 8, 16, 32, 64, 100, 200];

/** Which language model is asked, with which key, and whether it can be. */
export function LanguageModel() {
  const { t } = useTranslation('llm');
  const { state, error, set, setKey, forgetKey, check } = useLlm();
  if (error) return <FailureMessage error={error} />;
  if (!state) return null;
  const { connection, key } = state;
  const change = (part: Partial<LlmConnection>): void => {
    check.reset();
    set.mutate(part);
  };
  return (
    <div className={styles.page} data-testid="language-model">
      <Section title={t('title')}>
        <p className={styles.muted}>{t('intro')}</p>
        <AddressForm key={connection.baseUrl} connection={connection} onSave={change} />
        {set.error && <FailureNote error={set.error} />}
        <Consent state={state} onAccept={(plainHttpOrigin) => change({ plainHttpOrigin })} />
        <KeyForm
          source={key}
          canSet={state.origin !== null}
          onSave={setKey.mutate}
          onForget={() => forgetKey.mutate()}
        />
        {setKey.error && <FailureNote error={setKey.error} />}
      </Section>
      <div className={styles.side}>
        <Section title={t('check.title')}>
          <Health check={check} />
        </Section>
        <Section title={t('model')}>
          <Choices connection={connection} models={check.data?.models ?? []} onChange={change} />
        </Section>
      </div>
    </div>
  );
}

function Consent({
  state,
  onAccept,
}: {
  readonly state: LlmState;
  readonly onAccept: (origin: string) => void;
}) {
  const { t } = useTranslation('llm');
  const { needsPlainHttpConsent, origin } = state;
  if (!needsPlainHttpConsent || origin === null) return null;
  return (
    <div role="alert" className={styles.alert} data-testid="plain-http">
      <p>{t('plainHttp.text', { origin })}</p>
      <Button onClick={() => onAccept(origin)}>{t('plainHttp.accept', { origin })}</Button>
    </div>
  );
}

interface ChoicesProps {
  readonly connection: LlmConnection;
  readonly models: readonly string[];
  readonly onChange: (part: Partial<LlmConnection>) => void;
}

function Choices({ connection, models, onChange }: ChoicesProps) {
  const { t } = useTranslation('llm');
  const { model, concurrency } = connection;
  const names = [...new Set(['', model, ...models])];
  const counts = [...new Set([...CONCURRENCY, concurrency])].toSorted((a, b) => a - b);
  return (
    <div className={styles.form}>
      <NativeSelect
        label={t('model')}
        description={t('model.text')}
        value={model}
        data={names.map((value) => ({ value, label: value || t('model.none') }))}
        onChange={(event) => onChange({ model: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('concurrency')}
        value={String(concurrency)}
        data={counts.map(String)}
        onChange={(event) => onChange({ concurrency: Number(event.currentTarget.value) })}
      />
    </div>
  );
}
