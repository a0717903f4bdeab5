import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/button.tsx';
import { KeyCap } from '../components/key-cap.tsx';
import { saveStateOf, saveTracker, type SaveState } from '../components/save-status.ts';
import { useApi } from '../rpc/api.ts';
import { useSettings } from '../rpc/use-settings.ts';
import { JobStatus } from './job-status.tsx';
import { Progress } from './progress.tsx';
import { hrefOf, ROUTES, useRoute } from './router.ts';
import styles from './shell.module.css';

const HINTS = {
  idle: 'save.idleHint',
  saving: 'save.savingHint',
  saved: 'save.savedHint',
  failed: 'save.failedHint',
  offline: 'save.offlineHint',
  'read-only': 'save.readOnlyHint',
} as const satisfies Record<SaveState, string>;

/** Where one is, how far one is, whether it is saved, and the few things that hold everywhere. */
export function TopBar({ onHelp }: { readonly onHelp: () => void }) {
  const { t } = useTranslation('common');
  const { query } = useApi();
  const project = useQuery(query.project.current.queryOptions({ input: {} })).data;
  return (
    <header className={styles.bar} aria-label={t('topbar.label')}>
      <span className={styles.name}>{t('app.name')}</span>
      <Navigation />
      {project && <span className={styles.project}>{project.name}</span>}
      <span className={styles.spring} />
      {project && <JobStatus />}
      {project && <Progress />}
      <SaveStatus />
      {project && <Reviewer />}
      <Languages />
      <ThemeButton />
      <Button look="quiet" isIcon onClick={onHelp} aria-label={t('topbar.help')} title={t('topbar.help')}>
        <KeyCap glyph="?" />
      </Button>
    </header>
  );
}

function Navigation() {
  const { t } = useTranslation('common');
  const current = useRoute();
  return (
    <nav className={styles.nav} aria-label={t('nav.label')}>
      {ROUTES.map((route) => (
        <a key={route} href={hrefOf(route)} aria-current={route === current ? 'page' : undefined}>
          {t(`nav.${route}`)}
        </a>
      ))}
    </nav>
  );
}

function SaveStatus() {
  const { t } = useTranslation('common');
  const situation = useSyncExternalStore(saveTracker.subscribe, saveTracker.situation);
  const state = saveStateOf(situation);
  return (
    <span
      className={styles.save}
      data-state={state}
      data-testid="save-status"
      title={t(HINTS[state] as 'save.savingHint', { count: situation.pending })}
    >
      <span>{t(`save.${state}`)}</span>
    </span>
  );
}

function Reviewer() {
  const { t } = useTranslation('common');
  const { query } = useApi();
  const name = useQuery(query.review.reviewer.queryOptions({ input: {} })).data?.name;
  if (!name) return null;
  return (
    <a className={styles.reviewer} href={hrefOf('settings')} title={t('topbar.reviewer', { name })}>
      {name}
    </a>
  );
}

function Languages() {
  const { t } = useTranslation('common');
  const { settings, change } = useSettings();
  return (
    <div className={styles.languages} role="group" aria-label={t('topbar.language')}>
      {(['de', 'en'] as const).map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          title={language === 'de' ? 'Deutsch' : 'English'}
          aria-pressed={settings.language === language}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => change({ language })}
        >
          {language.toUpperCase()}
        </button>
      ))}
    </div>
  );
}

function ThemeButton() {
  const { t } = useTranslation('common');
  const { settings, change } = useSettings();
  const isDark = settings.theme === 'dark';
  const label = t(isDark ? 'topbar.toLight' : 'topbar.toDark');
  return (
    <Button
      look="quiet"
      isIcon
      data-testid="theme"
      aria-label={label}
      title={label}
      onClick={() => change({ theme: isDark ? 'light' : 'dark' })}
    >
      {isDark ? '☀' : '☾'}
    </Button>
  );
}
