import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AppError } from '../../../../shared/contract/app-error.ts';
import { findRefRad2d } from '../../intake/index.ts';
import { paligemmaSet } from './paligemma.ts';
import { refRad2dSet } from './refrad2d.ts';
import { isSlake, slakeSet } from './slake.ts';
import { isVqaRad, vqaRadSet } from './vqa-rad.ts';
import type { EvaluationSet, FolderChoice } from './set.ts';

/**
 * The evaluation set that a folder holds, told by the names of its files.
 *
 * @throws AppError evaluation.unknown-set, evaluation.bad-set, formats.*
 */
export async function folderSet({ folder, ...choice }: FolderChoice): Promise<EvaluationSet> {
  const root = resolve(folder);
  const names = await namesIn(root);
  if (isSlake(names)) return slakeSet(root, choice);
  if (isVqaRad(names)) return vqaRadSet(root, { ...choice, names });
  const inner = await namesIn(join(root, 'refrad2d_segment')).catch(() => []);
  const files = [...names, ...inner.map((name) => join('refrad2d_segment', name))];
  const { found } = findRefRad2d(files.map((name) => join(root, name)));
  if (found.length > 0) return refRad2dSet(found, choice);
  const lines = names.filter((name) => /^(?:train|val|test)\.jsonl$/.test(name));
  const chosen = lines.filter((name) => choice.split === 'all' || name === `${choice.split}.jsonl`);
  if (chosen.length > 0)
    return paligemmaSet(
      chosen.map((name) => join(root, name)),
      { root, ...choice },
    );
  throw new AppError('evaluation.unknown-set', { file: root });
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    throw new AppError('host.path-missing', { file: folder }, { cause });
  }
}
