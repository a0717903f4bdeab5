import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { I18nextProvider } from 'react-i18next';
import { ErrorBoundary } from '../components/error-boundary.tsx';
import { FailureMessage, Message } from '../components/message.tsx';
import { createI18n } from '../i18n/i18n.ts';
import { KeyboardStore } from '../keyboard/keyboard-store.ts';
import { withOwnKeys } from '../keyboard/keymap.ts';
import { DEFAULT_BINDINGS } from '../keyboard/tables/bindings.ts';
import { KeyboardProvider } from '../keyboard/use-keyboard.ts';
import { ApiProvider, createApi, type Client } from '../rpc/api.ts';
import { refusalOf } from '../rpc/failure.ts';
import { useSettings } from '../rpc/use-settings.ts';
import { Shell } from './shell.tsx';

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      refetchOnWindowFocus: false,
      gcTime: 60_000,
      // A refusal stays one; only calls without an answer are worth another try.
      retry: (failures, error) => !refusalOf(error) && failures < 3,
    },
  },
});
const keyboard = new KeyboardStore();
const browserLanguage = navigator.language.startsWith('de') ? 'de' : 'en';
const i18n = createI18n(browserLanguage);

/** Connects to the services, then shows the shell. */
export function App({ connect }: { readonly connect: () => Promise<Client> }) {
  const [state, setState] = useState<{ client?: Client; error?: unknown }>({});
  useEffect(() => {
    const start = async (): Promise<void> => setState({ client: await connect() });
    start().catch((error: unknown) => setState({ error }));
  }, [connect]);
  useEffect(() => keyboard.listen(window), []);
  const { client, error } = state;
  const api = useMemo(() => client && createApi(client), [client]);

  return (
    <I18nextProvider i18n={i18n}>
      <QueryClientProvider client={queryClient}>
        <KeyboardProvider value={keyboard}>
          {error !== undefined && <FailureMessage error={error} onRetry={() => window.location.reload()} />}
          {api && (
            <ApiProvider value={api}>
              <Themed />
            </ApiProvider>
          )}
          {!api && error === undefined && <Message>…</Message>}
        </KeyboardProvider>
      </QueryClientProvider>
    </I18nextProvider>
  );
}

/** Everything that follows the person's settings: language, theme, own keys. */
function Themed() {
  const { settings } = useSettings();
  const { language, theme, keys } = settings;
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dataset['theme'] = theme;
    void i18n.changeLanguage(language);
  }, [language, theme]);
  useEffect(() => keyboard.setBindings(withOwnKeys(DEFAULT_BINDINGS, keys)), [keys]);

  return (
    <MantineProvider
      forceColorScheme={theme}
      theme={{ fontFamily: 'var(--font)', primaryColor: 'blue', defaultRadius: 'sm', cursorType: 'pointer' }}
    >
      <ErrorBoundary>
        <Shell />
      </ErrorBoundary>
    </MantineProvider>
  );
}
