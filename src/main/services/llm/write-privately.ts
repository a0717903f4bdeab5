import { chmodSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { asUnwritable } from '../../../shared/contract/system-failure.ts';

const OWNER_ONLY = 0o600;

/** Writes a file that only this user may read, whole or not at all. @throws AppError store.not-writable, store.disk-full */
export function writePrivately(file: string, text: string): void {
  const partial = `${file}.partial`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(partial, text, { mode: OWNER_ONLY });
    // A partial file that an earlier attempt left keeps the rights it had.
    chmodSync(partial, OWNER_ONLY);
    renameSync(partial, file);
  } catch (error) {
    throw asUnwritable(error, file);
  }
}
