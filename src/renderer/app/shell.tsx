import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureMessage, Message } from '../components/message.tsx';
import { HelpOverlay } from '../features/help/index.ts';
import { useActions } from '../keyboard/use-keyboard.ts';
import { useApi } from '../rpc/api.ts';
import { NoProject } from './no-project.tsx';
import { useRoute } from './router.ts';
import { SCREENS } from './screens.ts';
import styles from './shell.module.css';
import { TopBar } from './top-bar.tsx';
import { useServerEvents } from './use-server-events.ts';

/** Top bar, the screen of the route, and the help that lies over any of them. */
export function Shell() {
  const { t } = useTranslation('common');
  const [isHelpOpen, setHelpOpen] = useState(false);
  useServerEvents();
  useActions({ 'app.help': () => setHelpOpen(true) });

  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#content" onClick={focusContent}>
        {t('app.skip')}
      </a>
      <TopBar onHelp={() => setHelpOpen(true)} />
      <main id="content" tabIndex={-1} className={styles.content}>
        <CurrentScreen />
      </main>
      <HelpOverlay isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </div>
  );
}

/** The hash belongs to the router, so the skip link moves the focus itself. */
function focusContent(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.getElementById('content')?.focus();
}

function CurrentScreen() {
  const { t } = useTranslation('common');
  const route = useRoute();
  const { query } = useApi();
  const project = useQuery(query.project.current.queryOptions({ input: {} }));
  const screen = SCREENS[route];
  if (!screen.needsProject) return <screen.component />;
  if (project.isPending) return <Message>{t('app.loading')}</Message>;
  if (project.error) return <FailureMessage error={project.error} onRetry={() => void project.refetch()} />;
  return project.data ? <screen.component key={project.data.dir} /> : <NoProject />;
}
