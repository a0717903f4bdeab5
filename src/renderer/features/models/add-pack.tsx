import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { FolderField } from '../../components/folder-field.tsx';
import { FailureNote } from '../../components/message.tsx';
import { Section } from '../../components/page.tsx';
import { useApi } from '../../rpc/api.ts';
import styles from './models.module.css';

export interface AddPackProps {
  /** Whether a project is open, among whose jobs it can run. */
  readonly canAdd: boolean;
  readonly isBusy: boolean;
  readonly onStarted: (jobId: string) => void;
}

export function AddPack({ canAdd, isBusy, onStarted }: AddPackProps) {
  const { t } = useTranslation('models');
  const { client } = useApi();
  const [folder, setFolder] = useState('');
  const add = useMutation({
    mutationFn: () => client.models.add({ folder: folder.trim() }),
    onSuccess: ({ jobId }) => onStarted(jobId),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (folder.trim()) add.mutate();
  };
  return (
    <Section title={t('add.title')}>
      <p className={styles.muted}>{t(canAdd ? 'add.text' : 'add.noProject')}</p>
      <form className={styles.form} data-testid="add-pack" onSubmit={submit}>
        <FolderField
          label={t('add.folder')}
          description={t('add.hint')}
          pickTitle={t('add.pick')}
          value={folder}
          onChange={setFolder}
        />
        <Button
          look="primary"
          type="submit"
          disabled={!canAdd || isBusy || add.isPending || folder.trim() === ''}
        >
          {t('add.action')}
        </Button>
      </form>
      {add.error && <FailureNote error={add.error} />}
    </Section>
  );
}
