import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Folders deeper than this below what was chosen are not looked into. */
const MAX_DEPTH = 12;

/** All files under the given files and folders, sorted, each once; links that lead in circles are followed once. */
export async function filesUnder(paths: readonly string[], signal: AbortSignal): Promise<string[]> {
  const seen = new Set<string>();
  const files: string[] = [];
  const visit = async (path: string, depth: number): Promise<void> => {
    signal.throwIfAborted();
    const real = await realpath(path);
    if (seen.has(real)) return;
    seen.add(real);
    const facts = await stat(real);
    if (facts.isFile()) files.push(real);
    if (!facts.isDirectory() || depth >= MAX_DEPTH) return;
    for (const name of await readdir(real)) await visit(join(real, name), depth + 1);
  };
  for (const path of paths) await visit(path, 0);
  return files.toSorted();
}
