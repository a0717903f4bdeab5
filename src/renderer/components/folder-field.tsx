import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../rpc/api.ts';
import { Button } from './button.tsx';
import styles from './folder-field.module.css';
import { PathPicker } from './path-picker.tsx';

export interface FolderFieldProps {
  readonly label: string;
  readonly description?: string;
  /** Heading of the dialog in which the folder is chosen. */
  readonly pickTitle: string;
  readonly value: string;
  readonly onChange: (dir: string) => void;
}

/** A folder: typed, or chosen in the system's dialog where there is one and in ours where there is none. */
export function FolderField({ label, description, pickTitle, value, onChange }: FolderFieldProps) {
  const { t } = useTranslation('jobs');
  const { client, query } = useApi();
  const [isPicking, setPicking] = useState(false);
  const about = useQuery({ ...query.settings.about.queryOptions({ input: {} }), staleTime: Infinity }).data;
  const pick = async (): Promise<void> => {
    if (!about?.hasNativeDialogs) return setPicking(true);
    const { dir } = await client.project.pickFolder({});
    if (dir !== null) onChange(dir);
  };
  return (
    <div className={styles.field}>
      <TextInput
        label={label}
        description={description}
        value={value}
        spellCheck={false}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <Button onClick={() => void pick()}>{t('picker.browse')}</Button>
      {isPicking && (
        <PathPicker
          title={pickTitle}
          wanted="folder"
          from={value.trim() || null}
          onClose={() => setPicking(false)}
          onPick={([dir]) => {
            setPicking(false);
            if (dir !== undefined) onChange(dir);
          }}
        />
      )}
    </div>
  );
}
