import { open, rename, rm } from 'node:fs/promises';
import { asUnwritable } from '../../shared/contract/system-failure.ts';

/** Writes a file that appears whole or not at all, also after a power cut. @throws AppError store.disk-full, store.not-writable */
export async function writeWhole(output: string, bytes: Uint8Array): Promise<void> {
  const partial = `${output}.${process.pid}.partial`;
  try {
    await using handle = await open(partial, 'w', 0o600);
    await handle.writeFile(bytes);
    await handle.sync();
    await rename(partial, output);
  } catch (error) {
    await rm(partial, { force: true });
    throw asUnwritable(error, output);
  }
}
