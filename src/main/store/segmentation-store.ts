import type { Modality } from '../../shared/domain/anatomy/classes.ts';
import type { SliceDerivation } from '../../shared/domain/grounding/derivation.ts';
import { appendAudit } from './audit-log.ts';
import { type WriteDb, transact } from './database.ts';
import type { DerivationChanges, DerivationStore, DerivedBy } from './derivation-store.ts';
import type { DerivedSlice } from './derived-rows.ts';
import { insertRow } from './insert-row.ts';
import { prepared } from './prepared.ts';
import { SEGMENTATIONS } from './volume-store.ts';

/** A label map that a pack made of a volume. */
export interface SegmentationRecord {
  /** Of everything that the label map depends on: image, its geometry, pack, method. */
  readonly inputsSha256: string;
  /** Of the file, which is named by it. */
  readonly sha256: string;
  readonly packId: string;
  readonly packName: string;
  readonly packVersion: string;
  /** ISO 8601 UTC. */
  readonly createdAt: string;
}

/** What a volume has: nothing that can be used, a segmentation that came with it, or a pack's. */
export interface VolumeSegmentation {
  readonly volumeId: number;
  readonly key: string;
  readonly modality: Modality;
  readonly has: 'none' | 'given' | 'derived';
  /** Of the pack's, where it is a pack's. */
  readonly derived: SegmentationRecord | null;
  /** Captioned slices of the volume in the project. */
  readonly slices: number;
}

/** Where a slice's mask comes from. */
export interface SliceMask {
  /** Blob of unified class ids. */
  readonly maskSha256: string;
  /** Of the whole label map. */
  readonly segmentationSha256: string;
}

interface Row {
  readonly volume_id: number;
  readonly key: string;
  readonly modality: Modality;
  readonly given: string | null;
  readonly inputs_sha256: string | null;
  readonly sha256: string;
  readonly pack_id: string;
  readonly pack_name: string;
  readonly pack_version: string;
  readonly created_at: string;
  readonly slices: number;
}

// A file whose hash is not known could not be read as labels, so nothing hangs on it.
const VOLUMES = `SELECT v.volume_id, v.key, v.modality, v.segmentation_sha256 AS given,
    s.inputs_sha256, s.sha256, s.pack_id, s.pack_name, s.pack_version, s.created_at,
    (SELECT count(*) FROM slice WHERE slice.volume_id = v.volume_id) AS slices
  FROM volume v LEFT JOIN segmentation s ON s.volume_id = v.volume_id AND s.sha256 = v.segmentation_sha256
    AND v.segmentation_file = '${SEGMENTATIONS}' || s.sha256 || '.nii.gz'`;

/** Path of a label map below the project. */
export const segmentationPath = (sha256: string): string => `${SEGMENTATIONS}${sha256}.nii.gz`;

/** Label maps that packs made, and what of the project hangs on them. */
export class SegmentationStore {
  private readonly db: WriteDb;
  private readonly derivations: DerivationStore;

  constructor(db: WriteDb, derivations: DerivationStore) {
    this.db = db;
    this.derivations = derivations;
  }

  /** Every volume, in the order they came. */
  volumes(): VolumeSegmentation[] {
    return (prepared(this.db, `${VOLUMES} ORDER BY v.volume_id`).all() as Row[]).map(toSegmentation);
  }

  of(volumeId: number): VolumeSegmentation | undefined {
    const row = prepared(this.db, `${VOLUMES} WHERE v.volume_id = ?`).get(volumeId) as Row | undefined;
    return row && toSegmentation(row);
  }

  /** What was made of these inputs before, for whichever volume. */
  made(inputsSha256: string): SegmentationRecord | undefined {
    const sql = 'SELECT * FROM segmentation WHERE inputs_sha256 = ? LIMIT 1';
    const row = prepared(this.db, sql).get(inputsSha256) as Row | undefined;
    return row && toRecord(row);
  }

  /** Makes a label map the volume's own, and says so in the audit log. Its file has to be there already. */
  attach(volumeId: number, record: SegmentationRecord): void {
    const { inputsSha256, sha256, packId, packName, packVersion, createdAt } = record;
    transact(this.db, () => {
      const before = prepared(this.db, 'SELECT segmentation_sha256 FROM volume WHERE volume_id = ?')
        .pluck()
        .get(volumeId) as string | null;
      prepared(this.db, 'DELETE FROM segmentation WHERE volume_id = ? AND inputs_sha256 = ?').run(
        volumeId,
        inputsSha256,
      );
      insertRow(this.db, 'segmentation', {
        volume_id: volumeId,
        inputs_sha256: inputsSha256,
        sha256,
        pack_id: packId,
        pack_name: packName,
        pack_version: packVersion,
        created_at: createdAt,
      });
      prepared(
        this.db,
        'UPDATE volume SET segmentation_file = ?, segmentation_sha256 = ? WHERE volume_id = ?',
      ).run(segmentationPath(sha256), sha256, volumeId);
      const detail = { volumeId, inputsSha256, sha256, packId, packName, packVersion, before };
      appendAudit(this.db, { at: createdAt, actor: 'system', action: 'segmentation.attach', detail });
    });
  }

  /** Slices of a volume whose mask is not yet its present segmentation's. Judged ones are not among them: they keep theirs. */
  openSlices(volumeId: number): number[] {
    const sql = `SELECT slice_id FROM slice s JOIN volume v USING (volume_id)
      WHERE volume_id = ? AND s.derivation = 'default' AND s.segmentation_sha256 IS NOT v.segmentation_sha256
        AND NOT EXISTS (SELECT 1 FROM pair p JOIN decision d USING (pair_id) WHERE p.slice_id = s.slice_id)
      ORDER BY slice_id`;
    return prepared(this.db, sql).pluck().all(volumeId) as number[];
  }

  /** Slices of a volume that keep another mask than that of its present segmentation, because somebody has judged their pairs. */
  keptSlices(volumeId: number): number {
    const sql = `SELECT count(*) FROM slice s JOIN volume v USING (volume_id)
      WHERE volume_id = ? AND s.derivation = 'default' AND s.segmentation_sha256 IS NOT v.segmentation_sha256
        AND EXISTS (SELECT 1 FROM pair p JOIN decision d USING (pair_id) WHERE p.slice_id = s.slice_id)`;
    return prepared(this.db, sql).pluck().get(volumeId) as number;
  }

  /**
   * Puts a mask in the place of a slice's present one, with the pairs that were derived from it, in one transaction.
   *
   * @returns null where somebody has judged a pair meanwhile: a verdict goes on meaning the mask that it was given on
   * @throws AppError store.disk-full, store.not-writable, store.disk-failed
   */
  replaceMask(
    slice: DerivedSlice,
    mask: SliceMask,
    { derivation, by }: { readonly derivation: SliceDerivation; readonly by: DerivedBy },
  ): DerivationChanges | null {
    return transact(this.db, () => {
      if (this.derivations.isJudged(slice.sliceId)) return null;
      prepared(
        this.db,
        'UPDATE slice SET mask_sha256 = ?, segmentation_file = ?, segmentation_sha256 = ? WHERE slice_id = ?',
      ).run(
        mask.maskSha256,
        segmentationPath(mask.segmentationSha256),
        mask.segmentationSha256,
        slice.sliceId,
      );
      return this.derivations.replace(slice, derivation, by);
    });
  }
}

function toSegmentation(row: Row): VolumeSegmentation {
  const derived = row.inputs_sha256 === null ? null : toRecord(row);
  return {
    volumeId: row.volume_id,
    key: row.key,
    modality: row.modality,
    has: derived ? 'derived' : row.given === null ? 'none' : 'given',
    derived,
    slices: row.slices,
  };
}

const toRecord = (row: Row): SegmentationRecord => ({
  inputsSha256: row.inputs_sha256!,
  sha256: row.sha256,
  packId: row.pack_id,
  packName: row.pack_name,
  packVersion: row.pack_version,
  createdAt: row.created_at,
});
