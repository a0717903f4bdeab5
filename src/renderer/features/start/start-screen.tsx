import { TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { FolderField } from '../../components/folder-field.tsx';
import { FailureNote } from '../../components/message.tsx';
import { Page, Section } from '../../components/page.tsx';
import { ProjectCard } from './project-card.tsx';
import styles from './start.module.css';
import { useProjects } from './use-projects.ts';

/** Which project to work in: those that were open, the demo, another one, a new one. */
export function StartScreen() {
  const { t } = useTranslation('start');
  const projects = useProjects();
  const { recent, currentDir, open, demo, create, forget, isBusy } = projects;
  return (
    <Page title={t('title')} intro={t('intro')}>
      <Section title={t('recent.title')}>
        {recent?.length === 0 && <p className={styles.muted}>{t('recent.empty')}</p>}
        <ul className={styles.cards}>
          {recent?.map((project) => (
            <ProjectCard
              key={project.dir}
              project={project}
              isOpen={project.dir === currentDir}
              isBusy={isBusy}
              onOpen={() => open.mutate(project.dir)}
              onForget={() => forget.mutate(project.dir)}
            />
          ))}
        </ul>
        {open.error && <FailureNote error={open.error} />}
      </Section>
      <div className={styles.ways}>
        <Section title={t('new.title')}>
          <p className={styles.muted}>{t('new.text')}</p>
          <NewProject isBusy={isBusy} onCreate={(project) => create.mutate(project)} />
          {create.error && <FailureNote error={create.error} />}
        </Section>
        <Section title={t('open.title')}>
          <p className={styles.muted}>{t('open.text')}</p>
          <OpenProject isBusy={isBusy} onOpen={(dir) => open.mutate(dir)} />
        </Section>
        <Section title={t('demo.title')}>
          <p className={styles.muted}>{t('demo.text')}</p>
          <div>
            <Button disabled={isBusy} onClick={() => demo.mutate()}>
              {t('demo.action')}
            </Button>
          </div>
          {demo.error && <FailureNote error={demo.error} />}
        </Section>
      </div>
    </Page>
  );
}

function OpenProject({
  isBusy,
  onOpen,
}: {
  readonly isBusy: boolean;
  readonly onOpen: (dir: string) => void;
}) {
  const { t } = useTranslation('start');
  const [dir, setDir] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (dir.trim()) onOpen(dir.trim());
  };
  return (
    <form className={styles.form} data-testid="open-project" onSubmit={submit}>
      <FolderField label={t('open.folder')} pickTitle={t('pick.open')} value={dir} onChange={setDir} />
      <Button type="submit" disabled={isBusy || !dir.trim()}>
        {t('open.action')}
      </Button>
    </form>
  );
}

interface NewProjectProps {
  readonly isBusy: boolean;
  readonly onCreate: (project: { dir: string; name: string }) => void;
}

function NewProject({ isBusy, onCreate }: NewProjectProps) {
  const { t } = useTranslation('start');
  const [name, setName] = useState('');
  const [parent, setParent] = useState('');
  const dir = folderFor(parent, name);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (dir) onCreate({ dir, name: name.trim() });
  };
  return (
    <form className={styles.form} data-testid="new-project" onSubmit={submit}>
      <TextInput
        label={t('new.name')}
        placeholder={t('new.namePlaceholder')}
        value={name}
        maxLength={120}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <FolderField label={t('new.folder')} pickTitle={t('pick.new')} value={parent} onChange={setParent} />
      {dir && <p className={styles.path}>{t('new.willBe', { dir })}</p>}
      <Button look="primary" type="submit" disabled={isBusy || !dir}>
        {t('new.action')}
      </Button>
    </form>
  );
}

/** The project's own folder below the chosen one; characters that some file system refuses become hyphens. */
function folderFor(parent: string, name: string): string | undefined {
  const folder = name
    .trim()
    .replaceAll(/[\\/:*?"<>|.\p{Cc}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '');
  const base = parent.trim().replace(/[\\/]+$/, '');
  if (!folder || !base) return undefined;
  return `${base}${base.includes('\\') ? '\\' : '/'}${folder}`;
}
