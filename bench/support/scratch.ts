import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for the length of some work. `PLUMBLINE_BENCH_DIR` puts it on the disk that is to be measured. */
export async function inScratch<T>(work: (dir: string) => Promise<T>): Promise<T> {
  const dir = await mkdtemp(join(process.env['PLUMBLINE_BENCH_DIR'] ?? tmpdir(), 'plumbline-bench-'));
  try {
    return await work(dir);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
