import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../../../shared/contract/common.ts';

/** Folders deeper than this below what was chosen are not looked into. */
const MAX_DEPTH = 12;

export interface FoundFiles {
  /** Sorted, each once. */
  readonly files: readonly string[];
  /** Links that lead nowhere, folders that may not be read. */
  readonly problems: readonly Problem[];
}

/** All files under the given files and folders; links that lead in circles are followed once, pipes and devices never. */
export async function filesUnder(paths: readonly string[], signal: AbortSignal): Promise<FoundFiles> {
  const seen = new Set<string>();
  const files: string[] = [];
  const problems: Problem[] = [];
  const visit = async (path: string, depth: number): Promise<void> => {
    signal.throwIfAborted();
    try {
      const real = await realpath(path);
      if (seen.has(real)) return;
      seen.add(real);
      const facts = await stat(real);
      if (facts.isFile()) files.push(real);
      if (!facts.isDirectory() || depth >= MAX_DEPTH) return;
      for (const name of await readdir(real)) await visit(join(real, name), depth + 1);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
      problems.push({ file: path, code: 'formats.unreadable', params: { file: path }, severity: 'error' });
    }
  };
  for (const path of paths) await visit(path, 0);
  return { files: files.toSorted(), problems };
}
