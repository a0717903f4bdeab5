import { TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { FailureNote } from '../../components/message.tsx';
import { Section } from '../../components/page.tsx';
import { useApi } from '../../rpc/api.ts';
import styles from './settings.module.css';

/** Whose name the next verdicts carry; nothing to set while no project is open. */
export function ReviewerName() {
  const { query } = useApi();
  const hasProject = !!useQuery(query.project.current.queryOptions({ input: {} })).data;
  const reviewer = useQuery({ ...query.review.reviewer.queryOptions({ input: {} }), enabled: hasProject });
  if (!hasProject || !reviewer.data) return null;
  return <NameForm key={reviewer.data.name ?? ''} known={reviewer.data.name ?? ''} />;
}

function NameForm({ known }: { readonly known: string }) {
  const { t } = useTranslation('settings');
  const { client, query } = useApi();
  const queryClient = useQueryClient();
  const [name, setName] = useState(known);
  const save = useMutation({
    mutationFn: () => client.review.setReviewer({ name: name.trim() }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: query.review.reviewer.key() }),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim()) save.mutate();
  };
  return (
    <Section title={t('reviewer.title')}>
      <form className={styles.reviewer} data-testid="reviewer-form" onSubmit={submit}>
        <TextInput
          label={t('reviewer.name')}
          description={t('reviewer.text')}
          value={name}
          maxLength={80}
          autoComplete="name"
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" disabled={!name.trim() || name.trim() === known || save.isPending}>
          {t('reviewer.save')}
        </Button>
      </form>
      {save.error && <FailureNote error={save.error} />}
    </Section>
  );
}
