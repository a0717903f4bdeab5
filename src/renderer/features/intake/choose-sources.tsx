import { TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Section } from '../../components/page.tsx';
import { PathPicker } from '../../components/path-picker.tsx';
import { droppedPaths } from '../../rpc/bridge.ts';
import styles from './intake.module.css';

export interface ChooseSourcesProps {
  readonly isBusy: boolean;
  readonly onScan: (paths: readonly string[]) => void;
}

/** The folders and files to read, chosen, pasted or dropped. */
export function ChooseSources({ isBusy, onScan }: ChooseSourcesProps) {
  const { t } = useTranslation('intake');
  const [paths, setPaths] = useState<readonly string[]>([]);
  const [isPicking, setPicking] = useState(false);
  const add = (more: readonly string[]): void => setPaths([...new Set([...paths, ...more])]);
  return (
    <Section title={t('choose.label')}>
      <div
        className={styles.choose}
        onDragOver={droppedPaths && ((event) => event.preventDefault())}
        onDrop={
          droppedPaths &&
          ((event) => {
            event.preventDefault();
            add(droppedPaths?.([...event.dataTransfer.files]) ?? []);
          })
        }
      >
        <PathList paths={paths} onRemove={(path) => setPaths(paths.filter((one) => one !== path))} />
        {droppedPaths && <p className={styles.muted}>{t('choose.drop')}</p>}
        <div className={styles.actions}>
          <Button onClick={() => setPicking(true)}>{t('choose.add')}</Button>
          <PastePath onAdd={(path) => add([path])} />
          <Button look="primary" disabled={isBusy || paths.length === 0} onClick={() => onScan(paths)}>
            {t('choose.scan')}
          </Button>
        </div>
      </div>
      {isPicking && (
        <PathPicker
          title={t('choose.title')}
          wanted="any"
          onClose={() => setPicking(false)}
          onPick={(picked) => {
            setPicking(false);
            add(picked);
          }}
        />
      )}
    </Section>
  );
}

interface PathListProps {
  readonly paths: readonly string[];
  readonly onRemove: (path: string) => void;
}

function PathList({ paths, onRemove }: PathListProps) {
  const { t } = useTranslation('intake');
  if (paths.length === 0) return <p className={styles.muted}>{t('choose.none')}</p>;
  return (
    <ul className={styles.paths}>
      {paths.map((path) => (
        <li key={path}>
          <code>{path}</code>
          <Button
            look="quiet"
            isIcon
            aria-label={t('choose.remove', { path })}
            onClick={() => onRemove(path)}
          >
            ×
          </Button>
        </li>
      ))}
    </ul>
  );
}

function PastePath({ onAdd }: { readonly onAdd: (path: string) => void }) {
  const { t } = useTranslation('intake');
  const [path, setPath] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    // File managers copy paths with quotes around them.
    const plain = path.trim().replaceAll(/^["']|["']$/g, '');
    if (plain) onAdd(plain);
    setPath('');
  };
  return (
    <form className={styles.paste} onSubmit={submit}>
      <TextInput
        aria-label={t('choose.paste')}
        placeholder={t('choose.pasteHint')}
        value={path}
        spellCheck={false}
        onChange={(event) => setPath(event.currentTarget.value)}
      />
    </form>
  );
}
