import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AppError } from '../../../shared/contract/app-error.ts';
import { MANIFEST_FILE } from '../../formats/model-pack/manifest.ts';
import { readManifest } from '../../formats/model-pack/read-manifest.ts';
import { findPack, isPath } from './find-pack.ts';
import type { Pack, PackOrigin } from './pack.ts';
import type { PackFolders } from './pack-folders.ts';

/** A folder where a pack should be, and why there is none. */
export interface BrokenPack {
  /** What its folder is called. */
  readonly id: string;
  readonly dir: string;
  readonly origin: PackOrigin;
  readonly problem: AppError;
}

/** Which packs there are, by their manifests alone; nothing else of them is read. */
export class Catalogue {
  private readonly builtInDir: string;
  private readonly folders: PackFolders;

  constructor(deps: { readonly builtInDir: string; readonly folders: PackFolders }) {
    this.builtInDir = deps.builtInDir;
    this.folders = deps.folders;
  }

  /** Those that come with the program first. */
  async list(): Promise<{ packs: Pack[]; broken: BrokenPack[] }> {
    const builtIn = await namesIn(this.builtInDir);
    const read = await Promise.all([
      ...builtIn.map((name) => readOrTell(name, join(this.builtInDir, name), 'built-in')),
      ...(await this.folders.ids()).map((id) => readOrTell(id, this.folders.dir(id), 'stored')),
    ]);
    return {
      packs: read.filter((one): one is Pack => !('problem' in one)),
      broken: read.filter((one): one is BrokenPack => 'problem' in one),
    };
  }

  /** @param reference As `ModelsService.resolve` takes it. @throws AppError models.* */
  async find(reference: string): Promise<Pack> {
    if (isPath(reference)) return readPack(await folderAt(reference), 'folder');
    return findPack((await this.list()).packs, reference);
  }

  /** A broken one goes by the whole name of its folder. @throws AppError models.unknown, models.ambiguous */
  async findOrBroken(reference: string): Promise<Pick<Pack, 'id' | 'origin'>> {
    const { packs, broken } = await this.list();
    return broken.find(({ id }) => id === reference) ?? findPack(packs, reference);
  }
}

/** @returns absolute @throws AppError models.folder-unreadable */
export async function folderAt(path: string): Promise<string> {
  const dir = resolve(path);
  const found = await stat(dir).catch(() => null);
  if (!found?.isDirectory()) throw new AppError('models.folder-unreadable', { folder: dir });
  return dir;
}

/** @param wanted The id that it has to have, if any. @throws AppError models.* */
export async function readPack(dir: string, origin: PackOrigin, wanted?: string): Promise<Pack> {
  const { id, manifest } = await readManifest(dir, { allowHardLinks: origin === 'built-in' });
  if (wanted !== undefined && id !== wanted)
    throw new AppError('models.hash-differs', { file: MANIFEST_FILE });
  return { id, dir, origin, manifest };
}

async function readOrTell(
  name: string,
  dir: string,
  origin: 'built-in' | 'stored',
): Promise<Pack | BrokenPack> {
  try {
    return await readPack(dir, origin, origin === 'stored' ? name : undefined);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { id: name, dir, origin, problem: error };
  }
}

async function namesIn(dir: string): Promise<string[]> {
  try {
    const entries = await readdir(dir, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  } catch {
    // No packs come with this program; everything else works without.
    return [];
  }
}
