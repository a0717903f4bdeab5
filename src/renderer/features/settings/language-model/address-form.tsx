import { NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  LLM_PRESETS,
  LLM_PRESET_NAMES,
  type LlmConnection,
  type LlmPreset,
} from '../../../../shared/contract/llm.ts';
import { Button } from '../../../components/button.tsx';
import styles from './language-model.module.css';

export interface AddressFormProps {
  readonly connection: Pick<LlmConnection, 'preset' | 'baseUrl'>;
  readonly onSave: (part: Pick<LlmConnection, 'preset' | 'baseUrl'>) => void;
}

/** A kind of server fills in its usual address; what counts is the address. */
export function AddressForm({ connection, onSave }: AddressFormProps) {
  const { t } = useTranslation('llm');
  const [preset, setPreset] = useState(connection.preset);
  const [baseUrl, setBaseUrl] = useState(connection.baseUrl || LLM_PRESETS[connection.preset]);
  const choose = (wanted: LlmPreset): void => {
    setPreset(wanted);
    if (wanted !== 'other') setBaseUrl(LLM_PRESETS[wanted]);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSave({ preset, baseUrl: baseUrl.trim() });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <NativeSelect
        label={t('preset')}
        value={preset}
        data={LLM_PRESET_NAMES.map((value) => ({ value, label: t(`preset.${value}`) }))}
        onChange={(event) => choose(event.currentTarget.value as LlmPreset)}
      />
      <TextInput
        label={t('address')}
        description={t('address.text')}
        value={baseUrl}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setBaseUrl(event.currentTarget.value)}
      />
      <div className={styles.row}>
        <Button type="submit" look="primary" disabled={baseUrl.trim() === connection.baseUrl}>
          {t('save')}
        </Button>
      </div>
    </form>
  );
}
