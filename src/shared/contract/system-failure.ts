import { AppError } from './app-error.ts';
import type { ErrorCode } from './errors/index.ts';

/** What SQLite and the file system say, by the beginning of their codes, and what a person is told. */
const MEANINGS: readonly (readonly [prefix: string, code: ErrorCode])[] = [
  ['SQLITE_FULL', 'store.disk-full'],
  ['ENOSPC', 'store.disk-full'],
  ['EDQUOT', 'store.disk-full'],
  ['SQLITE_READONLY', 'store.not-writable'],
  ['SQLITE_CANTOPEN', 'store.not-writable'],
  ['SQLITE_PERM', 'store.not-writable'],
  ['EROFS', 'store.not-writable'],
  ['EACCES', 'store.not-writable'],
  ['EPERM', 'store.not-writable'],
  ['ENOTDIR', 'store.not-writable'],
  ['SQLITE_IOERR', 'store.disk-failed'],
  ['EIO', 'store.disk-failed'],
  ['SQLITE_CORRUPT', 'store.damaged'],
  ['SQLITE_NOTADB', 'store.damaged'],
];

/**
 * Why something could not be written at all: a full disk, or a place where this person may not. Whatever else the system says
 * (making a folder on a read-only disk ends in "no such file") means the latter.
 */
export function asUnwritable(error: unknown, file: string): AppError {
  const expected = asExpected(error, file);
  if (expected instanceof AppError) return expected;
  const { code: detail = '?' } = error as { readonly code?: string };
  return new AppError('store.not-writable', { file, detail }, { cause: error });
}

/**
 * The expected failure behind an error of SQLite or the file system (a full disk, a folder that may not be written); any other
 * error comes back as it is.
 *
 * @param file What was being written, where the error does not say.
 */
export function asExpected(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || error instanceof AppError) return error;
  const { code = '', path } = error as { readonly code?: unknown; readonly path?: string };
  const meaning = MEANINGS.find(([prefix]) => String(code).startsWith(prefix))?.[1];
  return meaning
    ? new AppError(meaning, { file: path ?? file, detail: String(code) }, { cause: error })
    : error;
}
