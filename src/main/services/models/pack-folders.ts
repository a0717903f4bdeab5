import { chmod, lstat, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

const ID = /^[0-9a-f]{64}$/;
const PARTIAL = '.partial';
const REMOVED = '.removed';
/** What was begun and left alone for so long, nobody goes on with, ms. */
const ABANDONED_MS = 7 * 24 * 3600 * 1000;

/**
 * The store's folder: one folder for each pack, named by its id. A pack that is being added or removed has another name, so
 * that whatever has the right name is whole, whenever the power goes.
 */
export class PackFolders {
  private readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  dir(id: string): string {
    return join(this.root, id);
  }

  /** Where a pack is put together before it is there. */
  partial(id: string): string {
    return join(this.root, `${id}${PARTIAL}`);
  }

  /** Ids of the packs that are there. */
  async ids(): Promise<string[]> {
    return (await namesIn(this.root)).filter((name) => ID.test(name));
  }

  /** Makes the partial pack the pack, in the place of a damaged one that is there. */
  async finish(id: string): Promise<void> {
    await syncFolders(this.partial(id));
    if ((await this.ids()).includes(id)) await this.remove(id);
    await rename(this.partial(id), this.dir(id));
    await syncFolder(this.root);
    await setFolderModes(this.dir(id), 0o555);
  }

  async discardPartial(id: string): Promise<void> {
    await rm(this.partial(id), { recursive: true, force: true });
  }

  /** It is gone with the first step; if the rest does not come to its end, `sweep` does it later. */
  async remove(id: string): Promise<void> {
    const aside = join(this.root, `${id}${REMOVED}`);
    await rm(aside, { recursive: true, force: true });
    await chmod(this.dir(id), 0o755);
    await rename(this.dir(id), aside);
    await deleteReadOnly(aside);
  }

  /** Deletes what removals and additions left behind that were broken off. @param now ms since the epoch */
  async sweep(now: number): Promise<void> {
    for (const name of await namesIn(this.root)) {
      const full = join(this.root, name);
      const isAbandoned = name.endsWith(PARTIAL) && now - (await lstat(full)).mtimeMs > ABANDONED_MS;
      if (isAbandoned || name.endsWith(REMOVED)) await deleteReadOnly(full);
    }
  }
}

async function namesIn(dir: string): Promise<string[]> {
  try {
    return await readdir(dir);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function deleteReadOnly(dir: string): Promise<void> {
  await setFolderModes(dir, 0o755);
  await rm(dir, { recursive: true, force: true });
}

async function foldersUnder(dir: string): Promise<string[]> {
  const inside = await readdir(dir, { withFileTypes: true });
  const below = await Promise.all(
    inside.filter((entry) => entry.isDirectory()).map(({ name }) => foldersUnder(join(dir, name))),
  );
  return [dir, ...below.flat()];
}

async function setFolderModes(dir: string, mode: number): Promise<void> {
  await mkdir(dir, { recursive: true });
  await chmod(dir, 0o755);
  const folders = await foldersUnder(dir);
  for (const folder of folders.toReversed()) await chmod(folder, mode);
}

async function syncFolders(dir: string): Promise<void> {
  for (const folder of (await foldersUnder(dir)).toReversed()) await syncFolder(folder);
}

/** Windows opens no folders; there the file system's own journal has to do. */
async function syncFolder(dir: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(dir, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
