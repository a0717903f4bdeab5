import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { AppError } from '../../../shared/contract/app-error.ts';
import { errorText } from '../../../shared/i18n/message.ts';
import { createApp } from '../../app/create-app.ts';
import {
  defaultDataDir,
  fileLog,
  newId,
  nodeChildHost,
  systemClock,
  systemLanguage,
} from '../../ports/node.ts';
import { openWindow } from './open-window.ts';
import { serveApp } from './serve.ts';

/** `npm start` and `plumbline serve` on machines without Electron: serve on 127.0.0.1 and open a window on it. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      'no-open': { type: 'boolean', default: false },
      port: { type: 'string', default: '0' },
      project: { type: 'string' },
      host: { type: 'string' },
    },
  });
  const dataDir = defaultDataDir();
  const language = systemLanguage();
  const ports = {
    clock: systemClock,
    log: fileLog(dataDir),
    newId,
    dialogs: null,
    hostKind: 'browser' as const,
    children: nodeChildHost(),
    paths: { dataDir, rendererDir: fileURLToPath(new URL('../renderer', import.meta.url)) },
  };
  const app = createApp(ports, { language, version: version() });
  try {
    if (values.project) await app.projects.open(values.project);
    else await app.openLast();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // A project that is in use or damaged is shown on the start page; the window opens all the same.
    const text = errorText(language, error.code, error.params);
    process.stderr.write(`${text?.cause ?? error.code} ${text?.remedy ?? ''}\n`);
  }
  const served = await serveApp(app, Number(values.port));
  process.stdout.write(`Plumbline is ready: ${served.newUrl()}\n`);
  const window = values['no-open'] ? undefined : openWindow(served.newUrl(), language);
  const stop = async (): Promise<void> => {
    window?.close();
    await served.close();
    await app.shutdown();
    process.exit(0);
  };
  process.once('SIGINT', () => void stop());
  process.once('SIGTERM', () => void stop());
}

function version(): string {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return manifest.version;
}

await main();
