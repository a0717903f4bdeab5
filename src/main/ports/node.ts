import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Child, ChildEntry, ChildHost, Clock, Log } from './index.ts';

/** What plain Node hosts (browser host, command line, tests) provide. */
export const systemClock: Clock = { now: () => Date.now(), monotonic: () => performance.now() };
export const newId = (): string => randomUUID();

/** Room for decoding one file, MiB of heap; buffers come on top and are bounded by the budgets of `formats`. */
const CHILD_HEAP_MIB = 4096;

/** Forks child entries from the build when this module runs from it, from the sources otherwise. */
export function nodeChildHost(): ChildHost {
  return {
    spawn: (entry, { env } = {}) => {
      const child = fork(childFile(entry), {
        env: { ...process.env, ...env },
        serialization: 'advanced',
        execArgv: [`--max-old-space-size=${CHILD_HEAP_MIB}`],
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      });
      // A child that cannot be started or written to is a child that has ended; without a listener it would end the app.
      child.on('error', () => child.kill('SIGKILL'));
      const host: Child = {
        send: (message) => void child.send(message as object, () => undefined),
        onMessage: (listener) => void child.on('message', listener),
        onExit: (listener) => void child.on('close', listener),
        kill: () => void child.kill('SIGKILL'),
      };
      return host;
    },
  };
}

function childFile(entry: ChildEntry): string {
  const isSource = import.meta.url.endsWith('.ts');
  return fileURLToPath(new URL(isSource ? `../${entry}/entry.ts` : `./${entry}.js`, import.meta.url));
}

/** A log with the file it goes to. */
export type FileLog = Log & { readonly file: string };

/**
 * Appends to a file; holds no patient text by rule, because errors carry codes and not contents.
 *
 * @param onUnwritable Called once when the file takes nothing: a log that cannot be written stops no work.
 */
export function fileLog(dir: string, onUnwritable: (file: string) => void): FileLog {
  const file = join(dir, 'plumbline.log');
  let isLost = false;
  const write = (level: string, message: string, facts?: Record<string, unknown>): void => {
    try {
      mkdirSync(dir, { recursive: true });
      appendFileSync(
        file,
        `${JSON.stringify({ at: new Date().toISOString(), level, message, ...facts })}\n`,
        { mode: 0o600 },
      );
    } catch {
      if (!isLost) onUnwritable(file);
      isLost = true;
    }
  };
  return {
    file,
    info: (message, facts) => write('info', message, facts),
    warn: (message, facts) => write('warn', message, facts),
    error: (message, facts) => write('error', message, facts),
  };
}

/** Where settings, logs and the demo live, by the customs of each system; PLUMBLINE_HOME overrides. */
export function defaultDataDir(): string {
  const { PLUMBLINE_HOME, LOCALAPPDATA, XDG_DATA_HOME } = process.env;
  if (PLUMBLINE_HOME) return PLUMBLINE_HOME;
  if (process.platform === 'win32') return join(LOCALAPPDATA ?? homedir(), 'Plumbline');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Plumbline');
  return join(XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'plumbline');
}

/** `resources/` of the installation, from the build (out/main) as from the sources. */
export function ownResourcesDir(): string {
  const isSource = import.meta.url.endsWith('.ts');
  return fileURLToPath(new URL(isSource ? '../../../resources' : '../../resources', import.meta.url));
}

/** The person's language by the system's settings; English unless they say German. */
export function systemLanguage(): 'de' | 'en' {
  const locale =
    process.env['LC_ALL'] ??
    process.env['LC_MESSAGES'] ??
    process.env['LANG'] ??
    Intl.DateTimeFormat().resolvedOptions().locale;
  return locale.toLowerCase().startsWith('de') ? 'de' : 'en';
}
