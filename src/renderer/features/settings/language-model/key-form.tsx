import { Checkbox, PasswordInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LlmState } from '../../../../shared/contract/llm.ts';
import { Button } from '../../../components/button.tsx';
import styles from './language-model.module.css';

export interface KeyFormProps {
  readonly source: LlmState['key'];
  /** Whether there is an address that a key could be for. */
  readonly canSet: boolean;
  readonly onSave: (input: { key: string; remember: boolean }) => void;
  readonly onForget: () => void;
}

/** Takes a key and never shows it again. */
export function KeyForm({ source, canSet, onSave, onForget }: KeyFormProps) {
  const { t } = useTranslation('llm');
  const [key, setKey] = useState('');
  const [remember, setRemember] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSave({ key: key.trim(), remember });
    setKey('');
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <PasswordInput
        label={t('key')}
        description={t('key.text')}
        value={key}
        autoComplete="off"
        disabled={!canSet}
        visibilityToggleButtonProps={{ 'aria-hidden': true }}
        onChange={(event) => setKey(event.currentTarget.value)}
      />
      <Checkbox
        label={t('key.remember')}
        checked={remember}
        disabled={!canSet}
        onChange={(event) => setRemember(event.currentTarget.checked)}
      />
      <p role="status" className={styles.muted}>
        {t(`key.${source}`)}
      </p>
      <div className={styles.row}>
        <Button type="submit" disabled={!canSet || key.trim() === ''}>
          {t('key.save')}
        </Button>
        {(source === 'memory' || source === 'file') && <Button onClick={onForget}>{t('key.forget')}</Button>}
      </div>
    </form>
  );
}
