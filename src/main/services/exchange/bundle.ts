import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../../shared/contract/app-error.ts';
import { asUnwritable } from '../../../shared/contract/system-failure.ts';

/**
 * A folder being written. It is built beside its place and renamed there when everything is on the disk, so an interrupted
 * export never looks finished; every file's hash goes into the manifest.
 */
export class Bundle {
  readonly files: { readonly path: string; readonly sha256: string; readonly bytes: number }[] = [];
  private readonly dir: string;
  private readonly partial: string;

  private constructor(dir: string) {
    this.dir = dir;
    this.partial = `${dir}.partial`;
  }

  /** @throws AppError exchange.target-not-empty, store.not-writable, store.disk-full */
  static async begin(dir: string): Promise<Bundle> {
    const entries = await readdir(dir).catch(() => []);
    if (entries.length > 0) throw new AppError('exchange.target-not-empty', { dir });
    const bundle = new Bundle(dir);
    try {
      await rm(bundle.partial, { recursive: true, force: true });
      await mkdir(bundle.partial, { recursive: true });
    } catch (error) {
      throw asUnwritable(error, dir);
    }
    return bundle;
  }

  /** @throws AppError store.disk-full, store.not-writable */
  async write(path: string, bytes: Uint8Array | string): Promise<void> {
    const data = typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : bytes;
    const file = join(this.partial, path);
    try {
      await mkdir(dirname(file), { recursive: true });
      await using handle = await open(file, 'w');
      await handle.writeFile(data);
      await handle.datasync();
    } catch (error) {
      throw asUnwritable(error, join(this.dir, path));
    }
    this.files.push({ path, bytes: data.length, sha256: createHash('sha256').update(data).digest('hex') });
  }

  /**
   * Writes the manifest last and puts the folder in its place, if that is still empty.
   *
   * @throws AppError exchange.target-not-empty, store.disk-full, store.not-writable
   */
  async finish(manifest: Readonly<Record<string, unknown>>): Promise<void> {
    const files = this.files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
    await this.write('manifest.json', `${JSON.stringify({ ...manifest, files }, null, 2)}\n`);
    for (const folder of foldersOf(files.map(({ path }) => path)))
      await syncFolder(join(this.partial, folder));
    try {
      // Never `rm`: somebody may have put something there while the export was under way.
      await rmdir(this.dir).catch(ignoring('ENOENT'));
      await rename(this.partial, this.dir);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOTEMPTY')
        throw new AppError('exchange.target-not-empty', { dir: this.dir }, { cause: error });
      throw asUnwritable(error, this.dir);
    }
    await syncFolder(dirname(this.dir));
  }

  async abandon(): Promise<void> {
    await rm(this.partial, { recursive: true, force: true });
  }
}

/** Every folder that the paths pass through, the root ('.') included. */
function foldersOf(paths: readonly string[]): Set<string> {
  const folders = new Set(['.']);
  for (const path of paths)
    for (let folder = dirname(path); !folders.has(folder); folder = dirname(folder)) folders.add(folder);
  return folders;
}

/** Makes the names in a folder durable, where the system lets folders be opened (not on Windows). */
async function syncFolder(dir: string): Promise<void> {
  if (process.platform === 'win32') return;
  await using handle = await open(dir, 'r');
  await handle.sync();
}

function ignoring(code: string): (error: NodeJS.ErrnoException) => void {
  return (error) => {
    if (error.code !== code) throw error;
  };
}
