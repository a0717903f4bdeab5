import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import { writeWhole } from '../../formats/write-whole.ts';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** Work that nobody went on with for so long is not missed, ms. */
const STALE_MS = 30 * 24 * 3600 * 1000;

/**
 * Labels of those networks of a pack that are done with a volume, kept while the others still run: killed or stopped, a run
 * goes on after them. The folder is named by the hash of what they depend on, each file by that of its labels.
 */
export class FinishedParts {
  /** The first parts, in order, as they were found. */
  readonly labels: readonly Uint8Array[];
  private readonly dir: string;
  private writing: Promise<unknown>[] = [];

  private constructor(dir: string, labels: readonly Uint8Array[]) {
    this.dir = dir;
    this.labels = labels;
  }

  /** @param root Holds a folder for each hash; those that were left alone for a month are removed. */
  static async open(root: string, inputsSha256: string): Promise<FinishedParts> {
    await sweep(root);
    const dir = join(root, inputsSha256);
    return new FinishedParts(dir, await readAll(dir));
  }

  /** Keeps a part from now on. @param onFailure hears why it could not be kept: AppError store.* */
  keep(index: number, labels: Uint8Array, onFailure: (error: unknown) => void): void {
    this.writing.push(this.write(index, labels).catch(onFailure));
  }

  /** Resolves when what was to be kept is on the disk. */
  async settled(): Promise<void> {
    await Promise.all(this.writing);
    this.writing = [];
  }

  /** The result is there; the parts, and the folder of all if nothing else is in it, are of no use any more. */
  async remove(): Promise<void> {
    await this.settled();
    await rm(this.dir, { recursive: true, force: true });
    await removeIfEmpty(dirname(this.dir));
  }

  private async write(index: number, labels: Uint8Array): Promise<void> {
    const sha256 = hashOf(labels);
    const packed = await compress(labels);
    await mkdir(this.dir, { recursive: true });
    await writeWhole(join(this.dir, `part-${index}.${sha256}.zst`), packed);
  }
}

async function readAll(dir: string): Promise<Uint8Array[]> {
  const names = await readdir(dir).catch(() => []);
  const parts: Uint8Array[] = [];
  for (;;) {
    const name = names.find((one) => one.startsWith(`part-${parts.length}.`) && one.endsWith('.zst'));
    const labels = name && (await readPart(join(dir, name), name.split('.')[1]!));
    if (!labels) return parts;
    parts.push(labels);
  }
}

/** A part that is not what its name says is computed again. */
async function readPart(file: string, sha256: string): Promise<Uint8Array | undefined> {
  try {
    const labels = await decompress(await readFile(file));
    if (hashOf(labels) === sha256) return labels;
  } catch {
    // Cut short or overwritten with something else: no part.
  }
  await rm(file, { force: true });
  return undefined;
}

async function sweep(root: string): Promise<void> {
  for (const name of await readdir(root).catch(() => [])) {
    const dir = join(root, name);
    const facts = await stat(dir).catch(() => null);
    if (facts && Date.now() - facts.mtimeMs > STALE_MS) await rm(dir, { recursive: true, force: true });
  }
}

async function removeIfEmpty(dir: string): Promise<void> {
  const names = await readdir(dir).catch(() => ['?']);
  if (names.length === 0) await rm(dir, { recursive: true, force: true });
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
