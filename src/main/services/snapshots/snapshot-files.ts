import { mkdir, readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../shared/contract/app-error.ts';
import { asUnwritable } from '../../../shared/contract/system-failure.ts';
import type { Snapshot } from '../../../shared/domain/curation/snapshot.ts';
import { writeWhole } from '../../formats/write-whole.ts';
import { parsedSnapshot, sha256Of, snapshotBytes } from './snapshot-text.ts';

const NAME = /^([0-9a-f]{64})\.json$/;
/** Enough to tell snapshots apart, as people type them. */
const MIN_REFERENCE = 4;

/** A snapshot's id is the SHA-256 of its canonical JSON, which is its file, so that a file proves itself by its name. */
export class SnapshotFiles {
  private readonly dir: string;
  /** Of those read last, for as long as the memory is not needed for something else. */
  private readonly kept = new Map<string, { readonly state: string; readonly snapshot: WeakRef<Snapshot> }>();

  constructor(projectDir: string) {
    this.dir = join(projectDir, 'snapshots');
  }

  fileOf(id: string): string {
    return join(this.dir, `${id}.json`);
  }

  /** @returns the id @throws AppError store.disk-full, store.not-writable */
  async write(snapshot: Snapshot): Promise<string> {
    const bytes = await snapshotBytes(snapshot);
    const id = await sha256Of(bytes);
    try {
      await mkdir(this.dir, { recursive: true });
    } catch (error) {
      throw asUnwritable(error, this.dir);
    }
    await writeWhole(this.fileOf(id), bytes);
    this.keep(id, await this.stateOf(id), snapshot);
    return id;
  }

  /** Not read again while nobody has written to the file and it is still in memory. @throws AppError snapshots.damaged */
  async read(id: string): Promise<Snapshot> {
    const file = this.fileOf(id);
    try {
      const state = await this.stateOf(id);
      const known = this.kept.get(id);
      const snapshot = known?.state === state ? known.snapshot.deref() : undefined;
      if (snapshot) return snapshot;
      const bytes = await readFile(file);
      if ((await sha256Of(bytes)) !== id) throw new Error('another hash');
      return this.keep(id, state, await parsedSnapshot(bytes));
    } catch (cause) {
      throw new AppError('snapshots.damaged', { file }, { cause });
    }
  }

  private keep(id: string, state: string, snapshot: Snapshot): Snapshot {
    this.kept.set(id, { state, snapshot: new WeakRef(snapshot) });
    return snapshot;
  }

  /** Changes whenever the file is written or replaced; the time of change cannot be set by hand. */
  private async stateOf(id: string): Promise<string> {
    const { ino, size, mtimeNs, ctimeNs } = await stat(this.fileOf(id), { bigint: true });
    return [ino, size, mtimeNs, ctimeNs].join(' ');
  }

  /** Newest first. */
  async list(): Promise<{ readonly id: string; readonly createdAt: string }[]> {
    const names = await readdir(this.dir).catch(() => []);
    const ids = names.flatMap((name) => NAME.exec(name)?.[1] ?? []);
    const dated = await Promise.all(ids.map(async (id) => ({ id, createdAt: await this.createdAt(id) })));
    return dated.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  }

  /** ISO 8601 UTC; the file is never written again. */
  async createdAt(id: string): Promise<string> {
    return (await stat(this.fileOf(id))).mtime.toISOString();
  }

  /** The id that begins so. @throws AppError snapshots.unknown, snapshots.ambiguous */
  async find(reference: string): Promise<string> {
    const wanted = reference.toLowerCase();
    const found = (await this.list()).filter(({ id }) => id.startsWith(wanted));
    if (found.length === 0 || wanted.length < MIN_REFERENCE)
      throw new AppError('snapshots.unknown', { snapshot: reference });
    if (found.length > 1) throw new AppError('snapshots.ambiguous', { snapshot: reference });
    return found[0]!.id;
  }
}
