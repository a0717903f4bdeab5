import { createHash } from 'node:crypto';
import { readFile, readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../shared/contract/app-error.ts';
import type { Base } from './run-files.ts';

const WEIGHTS = /\.(safetensors|bin)$/;
const NEEDED = ['config.json', 'tokenizer.json'] as const;

/**
 * The checkpoint that a training begins with, as far as a run is named by it.
 *
 * @throws AppError training.trainer-no-base with what is missing
 */
export async function readBase(folder: string): Promise<Base> {
  const missing = (what: string, cause?: unknown): AppError =>
    new AppError('training.trainer-no-base', { detail: join(folder, what) }, { cause });
  const dir = await realpath(folder).catch((cause: unknown) => {
    throw missing('', cause);
  });
  const hash = createHash('sha256');
  for (const name of NEEDED)
    hash.update(
      await readFile(join(dir, name)).catch((cause: unknown) => {
        throw missing(name, cause);
      }),
    );
  const names = (await readdir(dir)).filter((name) => WEIGHTS.test(name)).toSorted();
  if (names.length === 0) throw missing('*.safetensors');
  const weights = await Promise.all(
    names.map(async (name) => ({ name, bytes: (await stat(join(dir, name))).size })),
  );
  return { dir, weights, configSha256: hash.digest('hex') };
}

export const bytesOfBase = ({ weights }: Pick<Base, 'weights'>): number =>
  weights.reduce((sum, { bytes }) => sum + bytes, 0);
