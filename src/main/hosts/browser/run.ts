import { fileURLToPath } from 'node:url';
import { AppError } from '../../../shared/contract/app-error.ts';
import type { Language } from '../../../shared/domain/mention/mention.ts';
import { createApp } from '../../app/create-app.ts';
import {
  defaultDataDir,
  fileLog,
  newId,
  nodeChildHost,
  ownResourcesDir,
  systemClock,
} from '../../ports/node.ts';
import { onEndSignal } from '../../ports/signals.ts';
import type { Say } from '../../ports/terminal.ts';
import { openWindow } from './open-window.ts';
import { serveApp } from './serve.ts';

export interface BrowserHostOptions {
  /** 0 for any free one. */
  readonly port: number;
  /** Folder of the project to open; otherwise the last one, or the demo at the very first start. */
  readonly project: string | undefined;
  /** Null opens no window. `isChosen`: somebody asked for this host, so that there is no need to explain it. */
  readonly window: { readonly isChosen: boolean } | null;
  readonly language: Language;
  readonly say: Say;
  readonly version: string;
  /** Says on the terminal why something failed. */
  readonly failed: (error: unknown) => void;
}

/**
 * Serves the application on 127.0.0.1 until a signal ends it, and opens a window on it.
 *
 * @returns once it is ready @throws AppError host.port-taken, store.not-writable
 */
export async function runBrowserHost(options: BrowserHostOptions): Promise<void> {
  const { say, language } = options;
  const dataDir = defaultDataDir();
  const ports = {
    clock: systemClock,
    log: fileLog(dataDir, (file) => process.stderr.write(`${say('log.unwritable', { file })}\n`)),
    newId,
    dialogs: null,
    hostKind: 'browser' as const,
    children: nodeChildHost(),
    paths: {
      dataDir,
      rendererDir: fileURLToPath(new URL('../renderer', import.meta.url)),
      resourcesDir: ownResourcesDir(),
    },
  };
  const app = createApp(ports, { language, version: options.version });
  const served = await serveApp(app, options.port);
  try {
    if (options.project === undefined) await app.openLast();
    else if ((await app.projects.openOrCreate(options.project)).isNew)
      process.stdout.write(`${say('serve.newProject', { dir: options.project })}\n`);
  } catch (error) {
    // A project that is in use or damaged is shown on the start page; the window opens all the same.
    if (!(error instanceof AppError)) throw error;
    options.failed(error);
  }
  process.stdout.write(`${say('serve.ready', { url: served.newUrl() })}\n`);
  const window = options.window && openWindow(served.newUrl(), { say, ...options.window });
  onEndSignal(async () => {
    window?.close();
    await served.close();
    await app.shutdown();
    process.exit(0);
  });
}
