import { Checkbox, Modal, TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../i18n/format.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { useApi } from '../rpc/api.ts';
import { Button } from './button.tsx';
import { FailureMessage } from './message.tsx';
import styles from './path-picker.module.css';

export interface PathPickerProps {
  readonly title: string;
  /** One folder, or any number of folders and files. */
  readonly wanted: 'folder' | 'any';
  /** Where to begin; the home folder for null. */
  readonly from?: string | null;
  readonly onPick: (paths: readonly string[]) => void;
  readonly onClose: () => void;
}

/** Walks the folders of this machine by name, where the host has no file dialog of its own. */
export function PathPicker({ title, wanted, from = null, onPick, onClose }: PathPickerProps) {
  const { t } = useTranslation(['jobs', 'common']);
  const { query } = useApi();
  const [dir, setDir] = useState(from);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const folder = useQuery({
    ...query.project.browse.queryOptions({ input: { dir } }),
    placeholderData: keepPreviousData,
  });
  const toggle = (path: string): void => {
    const next = new Set(selected);
    if (!next.delete(path)) next.add(path);
    setSelected(next);
  };
  const here = folder.data?.dir;
  const pick = (): void => {
    if (selected.size > 0) onPick([...selected]);
    else if (here) onPick([here]);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={760}
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
    >
      <div className={styles.picker}>
        <PathLine key={here ?? ''} dir={here ?? ''} parent={folder.data?.parent ?? null} onGo={setDir} />
        {folder.error ? (
          <FailureMessage error={folder.error} onRetry={() => setDir(null)} />
        ) : (
          <EntryList
            entries={folder.data?.entries ?? []}
            wanted={wanted}
            selected={selected}
            onOpen={setDir}
            onToggle={toggle}
          />
        )}
        <div className={styles.foot}>
          <Button onClick={onClose}>{t('common:action.cancel')}</Button>
          <Button look="primary" disabled={!here} onClick={pick}>
            {selected.size > 0
              ? t('jobs:picker.takeSelected', { count: selected.size })
              : t('jobs:picker.takeFolder')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

interface PathLineProps {
  readonly dir: string;
  readonly parent: string | null;
  readonly onGo: (dir: string) => void;
}

function PathLine({ dir, parent, onGo }: PathLineProps) {
  const { t } = useTranslation('jobs');
  const [path, setPath] = useState(dir);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (path.trim()) onGo(path.trim());
  };
  return (
    <form className={styles.path} onSubmit={submit}>
      <Button
        isIcon
        disabled={parent === null}
        aria-label={t('picker.up')}
        title={t('picker.up')}
        onClick={() => parent !== null && onGo(parent)}
      >
        ↑
      </Button>
      <TextInput
        aria-label={t('picker.path')}
        value={path}
        spellCheck={false}
        data-autofocus
        onChange={(event) => setPath(event.currentTarget.value)}
      />
      <Button type="submit">{t('picker.go')}</Button>
    </form>
  );
}

interface Entry {
  readonly name: string;
  readonly path: string;
  readonly kind: 'folder' | 'file';
  readonly sizeBytes: number;
}

interface EntryListProps {
  readonly entries: readonly Entry[];
  readonly wanted: 'folder' | 'any';
  readonly selected: ReadonlySet<string>;
  readonly onOpen: (dir: string) => void;
  readonly onToggle: (path: string) => void;
}

function EntryList({ entries, wanted, selected, onOpen, onToggle }: EntryListProps) {
  const { t } = useTranslation('jobs');
  const language = useLanguage();
  const shown = wanted === 'folder' ? entries.filter(({ kind }) => kind === 'folder') : entries;
  if (shown.length === 0) return <p className={styles.empty}>{t('picker.empty')}</p>;
  return (
    <ul className={styles.entries} aria-label={t('picker.list')}>
      {shown.map(({ name, path, kind, sizeBytes }) => (
        <li key={path}>
          {wanted === 'any' && (
            <Checkbox
              size="xs"
              checked={selected.has(path)}
              aria-label={t('picker.select', { name })}
              onChange={() => onToggle(path)}
            />
          )}
          <button type="button" onClick={() => (kind === 'folder' ? onOpen(path) : onToggle(path))}>
            <span aria-hidden>{kind === 'folder' ? '▸' : ' '}</span>
            <span className={styles.entryName}>{name}</span>
            {kind === 'file' && <span className={styles.size}>{formatBytes(sizeBytes, language)}</span>}
          </button>
        </li>
      ))}
    </ul>
  );
}
