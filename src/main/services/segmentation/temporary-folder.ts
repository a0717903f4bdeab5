import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '../../ports/is-alive.ts';

/**
 * A folder for copies of patients' images that is gone when the work is. Those that killed programs left are removed first: their
 * names hold the process.
 */
export async function temporaryFolder(name: string): Promise<AsyncDisposable & { readonly dir: string }> {
  for (const found of await readdir(tmpdir())) {
    const pid = new RegExp(`^${name}-(\\d+)-`).exec(found)?.[1];
    if (pid && !isAlive(Number(pid))) await remove(join(tmpdir(), found)).catch(() => undefined);
  }
  const dir = await mkdtemp(join(tmpdir(), `${name}-${process.pid}-`));
  return { dir, [Symbol.asyncDispose]: () => remove(dir) };
}

const remove = (dir: string): Promise<void> => rm(dir, { recursive: true, force: true });
