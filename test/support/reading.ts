import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../src/shared/contract/app-error.ts';
import type { ErrorCode } from '../../src/shared/contract/errors/index.ts';
import { errorText } from '../../src/shared/i18n/message.ts';
import type { ChildHost } from '../../src/main/ports/index.ts';
import { nodeChildHost } from '../../src/main/ports/node.ts';

/** The real child host, counting how many readers were started: a second one means that the first has died. */
export function countingChildHost(): ChildHost & { spawned: number } {
  const host = nodeChildHost();
  return {
    spawned: 0,
    spawn(entry) {
      this.spawned += 1;
      return host.spawn(entry);
    },
  };
}

/** Process ids of this process's reader children; empty where there is no /proc to ask. */
export function readerPids(): number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      .filter((pid) => parentOf(pid) === process.pid && commandOf(pid).includes('reader'));
  } catch {
    // Not Linux.
    return [];
  }
}

/** Most memory a process has held so far, bytes. */
export function peakMemory(pid: number): number {
  const kib = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kib) * 1024;
}

function parentOf(pid: number): number | undefined {
  const status = contentOf(join('/proc', String(pid), 'status'));
  return Number(/PPid:\s+(\d+)/.exec(status)?.[1]);
}

function commandOf(pid: number): string {
  return contentOf(join('/proc', String(pid), 'cmdline'));
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // The process ended between being listed and being looked at.
    return '';
  }
}

/** What became of a request: its answer, or the expected failure. Anything else is thrown on. */
export type Ending<T> =
  | { readonly value: T; readonly error?: undefined }
  | { readonly value?: undefined; readonly error: AppError };

export async function ending<T>(work: Promise<T>): Promise<Ending<T>> {
  try {
    return { value: await work };
  } catch (error) {
    if (error instanceof AppError) return { error };
    throw error;
  }
}

/** Why an error would not help the person who reads it; empty when it names its file, cause and remedy in both languages. */
export function flawsOf(code: string, params: Readonly<Record<string, string | number>>): string[] {
  const flaws = typeof params['file'] === 'string' ? [] : ['names no file'];
  for (const language of ['de', 'en'] as const) {
    const text = errorText(language, code as ErrorCode, params);
    if (!text) flaws.push(`has no ${language} text`);
    else if (/\{\{|undefined|NaN|\[object/.test(text.cause + text.remedy)) flaws.push(text.cause);
  }
  if (/Error:|node_modules|\.ts:|dicomParser/.test(JSON.stringify(params)))
    flaws.push('speaks of the program');
  return flaws;
}
