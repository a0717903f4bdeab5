import { TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import styles from './review-screen.module.css';
import type { useReviewer } from './use-reviewer.ts';

/** Asks for the reviewer's name where the verdicts are given; the picture stays in view. */
export function ReviewerPrompt({ save }: Pick<ReturnType<typeof useReviewer>, 'save'>) {
  const { t } = useTranslation('review');
  const [name, setName] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim()) save.mutate(name.trim());
  };
  return (
    <form className={styles.reviewer} onSubmit={submit}>
      <TextInput
        label={t('reviewer.title')}
        description={t('reviewer.text')}
        placeholder={t('reviewer.name')}
        value={name}
        maxLength={80}
        autoComplete="name"
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button look="primary" type="submit" disabled={!name.trim() || save.isPending}>
        {t('reviewer.save')}
      </Button>
    </form>
  );
}
