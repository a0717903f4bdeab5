import { join } from 'node:path';
import type { Modality } from '../../shared/domain/anatomy/classes.ts';
import type { Affine } from '../../shared/domain/volume/affine.ts';
import { type WriteDb, transact } from './database.ts';
import { insertRow } from './insert-row.ts';

/** Where a volume's pixels come from; absolute paths. */
export type VolumeSource =
  | { readonly kind: 'nifti'; readonly file: string }
  | { readonly kind: 'dicom'; readonly files: readonly string[] };

export interface VolumeRecord {
  /** Stable name of the volume within the project (study and series). */
  readonly key: string;
  readonly source: VolumeSource;
  readonly dims: readonly [number, number, number];
  readonly affineLps: Affine;
  readonly dtype: 'int16' | 'float32';
  /** Of the decoded LPS samples, little endian. */
  readonly sha256: string;
  readonly modality: Modality;
  /** Absolute. */
  readonly segmentationFile: string | null;
  readonly segmentationSha256: string | null;
}

/** Where label maps that packs made lie below the project, which may be moved: only this part of their path is kept. */
export const SEGMENTATIONS = 'segmentations/';

export class VolumeStore {
  private readonly db: WriteDb;
  private readonly dir: string;

  constructor(db: WriteDb, dir: string) {
    this.db = db;
    this.dir = dir;
  }

  /** Keeps a volume. The same key and content is the same volume; the same key with other content is another one. */
  save(record: VolumeRecord): number {
    const find = this.db.prepare('SELECT volume_id, sha256 FROM volume WHERE key = ?');
    const named = find.get(record.key) as { volume_id: number; sha256: string } | undefined;
    if (named?.sha256 === record.sha256) return named.volume_id;
    const key = named ? `${record.key}#${record.sha256.slice(0, 12)}` : record.key;
    const again = find.get(key) as { volume_id: number } | undefined;
    if (again) return again.volume_id;
    const row = {
      key,
      source: JSON.stringify(record.source),
      dims: JSON.stringify(record.dims),
      affine_lps: JSON.stringify(record.affineLps),
      dtype: record.dtype,
      sha256: record.sha256,
      modality: record.modality,
      segmentation_file: record.segmentationFile,
      segmentation_sha256: record.segmentationSha256,
    };
    return transact(this.db, () => insertRow(this.db, 'volume', row));
  }

  get(volumeId: number): VolumeRecord | undefined {
    const row = this.db.prepare('SELECT * FROM volume WHERE volume_id = ?').get(volumeId) as
      VolumeRow | undefined;
    return (
      row && {
        key: row.key,
        source: JSON.parse(row.source) as VolumeSource,
        dims: JSON.parse(row.dims) as [number, number, number],
        affineLps: JSON.parse(row.affine_lps) as number[],
        dtype: row.dtype,
        sha256: row.sha256,
        modality: row.modality,
        segmentationFile: this.absolute(row.segmentation_file),
        segmentationSha256: row.segmentation_sha256,
      }
    );
  }

  private absolute(file: string | null): string | null {
    return file?.startsWith(SEGMENTATIONS) ? join(this.dir, file) : file;
  }
}

interface VolumeRow {
  readonly key: string;
  readonly source: string;
  readonly dims: string;
  readonly affine_lps: string;
  readonly dtype: 'int16' | 'float32';
  readonly sha256: string;
  readonly modality: Modality;
  readonly segmentation_file: string | null;
  readonly segmentation_sha256: string | null;
}
