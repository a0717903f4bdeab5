import { randomUUID } from 'node:crypto';
import { access, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../../../shared/contract/app-error.ts';
import { asUnwritable } from '../../../shared/contract/system-failure.ts';
import type { ReferenceBox } from '../../../shared/domain/grounding/reference/boxes.ts';
import type { ReferenceKeyword } from '../../../shared/domain/grounding/reference/keywords.ts';
import { pythonJsonObject } from '../../formats/python-json.ts';
import { firstTwo } from './reference-inputs.ts';

/** An entry of `rsopid_2_segment_v3_{ct,mr}.json`, fields in the order of the published files. */
export interface ReferenceEntry {
  readonly scan_rserid: string;
  readonly scan_file: string | null;
  readonly slice_axis: number;
  readonly slice_idx: number;
  readonly segment_scan_path: string;
  readonly segment_slice_path: string;
  readonly keywords_eng: readonly ReferenceKeyword[];
  readonly keywords_de: readonly ReferenceKeyword[];
  readonly bboxes: readonly ReferenceBox[];
}

/**
 * The published output folder, which CT and MR may share. Masks are written as they come; the index that makes them a data set
 * is written last and in one go, so what was interrupted has none.
 */
export class ReferenceOutput {
  private readonly dir: string;
  private readonly indexFile: string;
  private readonly entries = new Map<string, ReferenceEntry>();

  private constructor(dir: string, indexFile: string) {
    this.dir = dir;
    this.indexFile = indexFile;
  }

  /** @throws AppError grounding.output-exists */
  static async begin(dir: string, modality: 'CT' | 'MR'): Promise<ReferenceOutput> {
    const name = `rsopid_2_segment_v3_${modality.toLowerCase()}.json`;
    const indexFile = joinAsGiven(dir, name);
    const isThere = await access(indexFile).then(
      () => true,
      () => false,
    );
    if (isThere) throw new AppError('grounding.output-exists', { file: indexFile, name });
    return new ReferenceOutput(dir, indexFile);
  }

  get size(): number {
    return this.entries.size;
  }

  maskPath(imageId: string): string {
    return joinAsGiven(this.dir, 'segmented_slices_v3', firstTwo(imageId), `${imageId}.npy`);
  }

  /** Of an image that comes twice the first mask and the last entry stay, in the first one's place: the pipeline's habit. */
  async add(imageId: string, entry: ReferenceEntry, npy: Uint8Array): Promise<void> {
    const isFirst = !this.entries.has(imageId);
    this.entries.set(imageId, entry);
    if (isFirst) await writeWhole(this.maskPath(imageId), [npy]);
  }

  async finish(): Promise<string> {
    await writeWhole(this.indexFile, pythonJsonObject(this.entries));
    return this.indexFile;
  }
}

/** Appears under its name complete and synced, or not at all. @throws AppError store.disk-full, store.not-writable */
async function writeWhole(file: string, pieces: Iterable<string | Uint8Array>): Promise<void> {
  const partial = `${file}.${randomUUID()}.partial`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await using handle = await open(partial, 'w');
    for (const piece of pieces) await handle.writeFile(piece);
    await handle.datasync();
  } catch (error) {
    await rm(partial, { force: true });
    throw asUnwritable(error, file);
  }
  await rename(partial, file);
}

/**
 * Joins like Python's `pathlib`, whose paths the index holds: no empty and no "." parts, ".." stays, and what was given
 * relative stays relative.
 */
export function joinAsGiven(...paths: string[]): string {
  const joined = paths.join('/');
  const parts = joined.split('/').filter((part) => part !== '' && part !== '.');
  return `${joined.startsWith('/') ? '/' : ''}${parts.join('/')}` || '.';
}
