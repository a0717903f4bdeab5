import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { access, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import { AppError } from '../../shared/contract/app-error.ts';
import { asExpected } from '../../shared/contract/system-failure.ts';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/**
 * Slices and masks, named by the SHA-256 of their bytes and kept zstd-compressed. A blob is whole or absent, even after a
 * power cut: it is written beside, synced, renamed, and its folder synced, before its name is handed out. Reading checks the hash, so that a wrong picture can never stand for a right one.
 */
export class BlobStore {
  private readonly dir: string;
  /** Where blobs are written before they get their name; what a killed program left there is of no use. */
  private readonly incoming: string;

  constructor(dir: string) {
    this.dir = dir;
    this.incoming = join(dir, 'incoming');
    try {
      rmSync(this.incoming, { recursive: true, force: true });
      mkdirSync(this.incoming, { recursive: true });
    } catch (error) {
      throw asExpected(error, dir);
    }
  }

  /**
   * Keeps the bytes and returns their hash; the same bytes twice are one blob.
   *
   * @throws AppError store.disk-full, store.not-writable, store.disk-failed
   */
  async put(bytes: Uint8Array): Promise<string> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const path = this.pathOf(sha256);
    if (await exists(path)) return sha256;
    const partial = join(this.incoming, `${randomUUID()}.partial`);
    try {
      await writeWhole(await compress(bytes), { partial, path });
    } catch (error) {
      await rm(partial, { force: true });
      throw asExpected(error, path);
    }
    return sha256;
  }

  /** @throws AppError store.blob-missing, store.blob-damaged */
  async get(sha256: string): Promise<Buffer> {
    const path = this.pathOf(sha256);
    const packed = await readFile(path).catch((cause: unknown) => {
      throw new AppError('store.blob-missing', { file: path }, { cause });
    });
    const bytes = await decompress(packed).catch((cause: unknown) => {
      throw new AppError('store.blob-damaged', { file: path }, { cause });
    });
    if (createHash('sha256').update(bytes).digest('hex') !== sha256)
      throw new AppError('store.blob-damaged', { file: path });
    return bytes;
  }

  /** Whether it is there; only `get` finds damage. */
  has(sha256: string): Promise<boolean> {
    return exists(this.pathOf(sha256));
  }

  private pathOf(sha256: string): string {
    return blobPath(this.dir, sha256);
  }
}

/** Where a blob lies below the folder of them all. */
export function blobPath(dir: string, sha256: string): string {
  return join(dir, sha256.slice(0, 2), `${sha256}.zst`);
}

async function writeWhole(
  packed: Buffer,
  { partial, path }: { partial: string; path: string },
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  {
    await using handle = await open(partial, 'w', 0o600);
    await handle.writeFile(packed);
    await handle.datasync();
  }
  await rename(partial, path);
  await syncFolder(dirname(path));
}

/** Makes a rename in the folder durable. Windows cannot open folders and journals renames by itself. */
async function syncFolder(dir: string): Promise<void> {
  if (process.platform === 'win32') return;
  await using handle = await open(dir, 'r');
  await handle.sync();
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
