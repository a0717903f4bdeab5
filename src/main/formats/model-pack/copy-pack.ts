import { createHash } from 'node:crypto';
import { type FileHandle, chmod, mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../../shared/contract/app-error.ts';
import { CHUNK_BYTES, type CheckOptions, checkListing, checkPack } from './check-pack.ts';
import { MANIFEST_FILE, type PackFile } from './manifest.ts';
import { listPackFiles, openPackFile } from './pack-files.ts';
import { type ReadManifest, readManifest } from './read-manifest.ts';

/** Where a file is written before it has its name; no path inside a pack starts with a dot. */
const COPYING = '.copying';
/**
 * Written through to the disk this often: a slow disk that has to take gigabytes in one go would be silent for longer than a
 * process that hangs may be.
 */
const SYNC_BYTES = 256 * 1024 ** 2;
const STRICT = { allowHardLinks: false } as const;

/**
 * Copies a pack file by file and then checks the copy, not the original: what was looked at is what stays. Copies of an earlier,
 * interrupted call that are whole are kept. The manifest comes last, every file is on the disk and read-only when it resolves.
 *
 * @param to Absolute; made where it is not there. Anything in it that does not belong to the pack is deleted.
 * @throws AppError models.*, formats.unreadable; the signal's reason
 */
export async function copyPack(
  from: string,
  to: string,
  { signal, progress }: Omit<CheckOptions, 'allowHardLinks'>,
): Promise<ReadManifest> {
  const present = await listPackFiles(from, STRICT);
  const read = await readManifest(from, STRICT);
  const { files } = read.manifest;
  checkListing(read.manifest, present);
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  await writing(to, total, async () => {
    for (const file of files)
      await copyFile(file, { from, to, signal, onBytes: (bytes) => progress((done += bytes), 2 * total) });
    await deleteStrays(to, new Set(files.map(({ path }) => path)));
    await writeWhole(to, MANIFEST_FILE, (handle) => handle.writeFile(read.bytes));
  });
  const checked = await checkPack(to, {
    ...STRICT,
    signal,
    progress: (bytes) => progress(total + bytes, 2 * total),
  });
  if (checked.id !== read.id) throw new AppError('models.hash-differs', { file: MANIFEST_FILE });
  return checked;
}

interface CopyOptions {
  readonly from: string;
  readonly to: string;
  readonly signal: AbortSignal;
  readonly onBytes: (bytes: number) => void;
}

async function copyFile(file: PackFile, { from, to, signal, onBytes }: CopyOptions): Promise<void> {
  const { path, bytes, sha256 } = file;
  if (await isThere(file, { to, signal, onBytes })) return;
  const source = await openPackFile(from, path, STRICT);
  if (!source) throw new AppError('models.file-missing', { file: path });
  try {
    if (source.size !== bytes)
      throw new AppError('models.size-differs', { file: path, found: source.size, expected: bytes });
    await writeWhole(to, path, async (target) => {
      const found = await readThrough(source.handle, { file, signal, onBytes, target });
      // Said now rather than when everything else has been copied.
      if (found !== sha256) throw new AppError('models.hash-differs', { file: path });
    });
  } finally {
    await source.handle.close();
  }
}

/** Whether an earlier call left the whole file; its bytes count as done then. */
async function isThere(
  file: PackFile,
  { to, signal, onBytes }: Pick<CopyOptions, 'to' | 'signal' | 'onBytes'>,
): Promise<boolean> {
  const copied = await openPackFile(to, file.path, STRICT);
  if (!copied) return false;
  try {
    if (copied.size !== file.bytes) return false;
    const found = await readThrough(copied.handle, { file, signal, onBytes, target: null });
    if (found === file.sha256) return true;
    onBytes(-file.bytes);
    return false;
  } finally {
    await copied.handle.close();
  }
}

interface ReadOptions {
  readonly file: PackFile;
  readonly signal: AbortSignal;
  readonly onBytes: (bytes: number) => void;
  readonly target: FileHandle | null;
}

/** Reads exactly the file's bytes, and writes them where there is a target. @returns their SHA-256 */
async function readThrough(
  source: FileHandle,
  { file, signal, onBytes, target }: ReadOptions,
): Promise<string> {
  const hash = createHash('sha256');
  const chunk = Buffer.alloc(Math.min(CHUNK_BYTES, Math.max(1, file.bytes)));
  let unsynced = 0;
  for (let at = 0; at < file.bytes;) {
    signal.throwIfAborted();
    const { bytesRead } = await readChunk(source, chunk, at, file.path);
    if (bytesRead === 0)
      throw new AppError('models.size-differs', { file: file.path, found: at, expected: file.bytes });
    const bytes = chunk.subarray(0, Math.min(bytesRead, file.bytes - at));
    hash.update(bytes);
    await target?.writeFile(bytes);
    at += bytes.length;
    unsynced += bytes.length;
    if (target && unsynced >= SYNC_BYTES) {
      await target.datasync();
      unsynced = 0;
    }
    onBytes(bytes.length);
  }
  return hash.digest('hex');
}

/** A failing source is told apart from a failing target: they are often two disks. */
async function readChunk(source: FileHandle, chunk: Buffer, at: number, path: string) {
  try {
    return await source.read(chunk, 0, chunk.length, at);
  } catch (cause) {
    throw new AppError('formats.unreadable', { file: path }, { cause });
  }
}

/** Writes under another name and renames, so that a file with its right name is whole. */
async function writeWhole(
  to: string,
  path: string,
  write: (handle: FileHandle) => Promise<void>,
): Promise<void> {
  const partial = join(to, COPYING);
  await rm(partial, { force: true });
  const handle = await open(partial, 'wx', 0o600);
  try {
    await write(handle);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await chmod(partial, 0o444);
  await mkdir(dirname(join(to, path)), { recursive: true });
  await rename(partial, join(to, path));
}

async function deleteStrays(dir: string, wanted: ReadonlySet<string>, under = ''): Promise<void> {
  for (const entry of await readdir(join(dir, under), { withFileTypes: true })) {
    const path = under === '' ? entry.name : `${under}/${entry.name}`;
    if (entry.isDirectory()) {
      await deleteStrays(dir, wanted, path);
      if ((await readdir(join(dir, path))).length === 0) await rmdir(join(dir, path));
    } else if (!wanted.has(path)) await rm(join(dir, path));
  }
}

/** What the system says about a disk that takes nothing, in terms of the store. */
async function writing(to: string, bytes: number, work: () => Promise<void>): Promise<void> {
  try {
    await mkdir(to, { recursive: true });
    await work();
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new AppError('models.no-space', { bytes }, { cause });
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
      throw new AppError('models.not-writable', { folder: dirname(to) }, { cause });
    throw cause;
  }
}
