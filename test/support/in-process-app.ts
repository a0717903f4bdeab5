import { join } from 'node:path';
import { type App, createApp } from '../../src/main/app/create-app.ts';
import { newId, nodeChildHost, systemClock } from '../../src/main/ports/node.ts';

/** The application without a host, on folders of its own; what it logs as an error is collected. */
export function inProcessApp(home: string): { readonly app: App; readonly errors: string[] } {
  const errors: string[] = [];
  const app = createApp(
    {
      clock: systemClock,
      log: {
        info: () => undefined,
        warn: () => undefined,
        error: (message, facts) => errors.push(`${message} ${JSON.stringify(facts)}`),
      },
      newId,
      dialogs: null,
      hostKind: 'browser',
      children: nodeChildHost(),
      paths: {
        dataDir: home,
        rendererDir: join(home, 'renderer'),
        resourcesDir: join(home, 'resources'),
      },
    },
    { language: 'en', version: '0' },
  );
  return { app, errors };
}
