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
