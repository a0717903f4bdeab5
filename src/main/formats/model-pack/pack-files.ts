import { type Stats, constants } from 'node:fs';
import { type FileHandle, lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../shared/contract/app-error.ts';

export interface PackFileHandle {
  readonly handle: FileHandle;
  readonly size: number;
}

/** Hard links are refused in packs that come from outside; a system may itself have stored the application's files so. */
export interface LinkRule {
  readonly allowHardLinks: boolean;
}

const MAX_ENTRIES = 2_000;
const MAX_DEPTH = 8;

/**
 * Opens a file of a pack without following a link, and looks at what was really opened. The caller closes it.
 *
 * @returns null where there is none
 * @throws AppError models.link, models.not-a-file
 */
export async function openPackFile(
  dir: string,
  path: string,
  rule: LinkRule,
): Promise<PackFileHandle | null> {
  const full = join(dir, path);
  const found = await lstatOrNull(full);
  if (!found) return null;
  // Before it is opened: opening a pipe would wait for its other end.
  refuseOdd(found, path, rule);
  const handle = await openWithoutFollowing(full, path);
  const opened = await handle.stat();
  try {
    refuseOdd(opened, path, rule);
  } catch (error) {
    await handle.close();
    throw error;
  }
  return { handle, size: opened.size };
}

/**
 * Every file under the folder, as paths with forward slashes.
 *
 * @throws AppError models.folder-unreadable, models.link, models.not-a-file, models.too-large
 */
export async function listPackFiles(dir: string, rule: LinkRule): Promise<string[]> {
  const files: string[] = [];
  let left = MAX_ENTRIES;
  const walk = async (folder: string, depth: number): Promise<void> => {
    if (depth > MAX_DEPTH)
      throw new AppError('models.too-large', { file: folder, detail: `${depth} > ${MAX_DEPTH}` });
    for (const name of await namesIn(dir, folder)) {
      left -= 1;
      const path = folder === '' ? name : `${folder}/${name}`;
      if (left < 0) throw new AppError('models.too-large', { file: path, detail: `> ${MAX_ENTRIES}` });
      const stats = await lstat(join(dir, path));
      if (stats.isDirectory()) await walk(path, depth + 1);
      else {
        refuseOdd(stats, path, rule);
        files.push(path);
      }
    }
  };
  await walk('', 1);
  return files;
}

async function openWithoutFollowing(full: string, path: string): Promise<FileHandle> {
  try {
    // Windows has no such flag; there the look before has to do.
    return await open(full, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  } catch (cause) {
    const isLink = (cause as NodeJS.ErrnoException).code === 'ELOOP';
    throw new AppError(isLink ? 'models.link' : 'formats.unreadable', { file: path }, { cause });
  }
}

async function namesIn(dir: string, folder: string): Promise<string[]> {
  try {
    return (await readdir(join(dir, folder))).toSorted();
  } catch (cause) {
    throw new AppError('models.folder-unreadable', { folder: join(dir, folder) }, { cause });
  }
}

function refuseOdd(stats: Stats, path: string, { allowHardLinks }: LinkRule): void {
  if (stats.isSymbolicLink()) throw new AppError('models.link', { file: path });
  if (!stats.isFile()) throw new AppError('models.not-a-file', { file: path });
  if (stats.nlink > 1 && !allowHardLinks) throw new AppError('models.link', { file: path });
}

async function lstatOrNull(full: string): Promise<Stats | null> {
  try {
    return await lstat(full);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}
