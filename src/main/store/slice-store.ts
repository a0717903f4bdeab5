import type { Modality } from '../../shared/domain/anatomy/classes.ts';
import type { DerivedPair } from '../../shared/domain/grounding/derivation.ts';
import type { Omission } from '../../shared/domain/grounding/finding.ts';
import type { DerivationSwitches } from '../../shared/domain/grounding/switches.ts';
import type { Language } from '../../shared/domain/mention/mention.ts';
import type { SliceAxis, SliceGeometry } from '../../shared/domain/volume/slice.ts';
import { type WriteDb, transact } from './database.ts';
import { indexForSearch, insertOmissions, insertPair } from './derived-rows.ts';
import { insertRow } from './insert-row.ts';
import { prepared } from './prepared.ts';
import { sha256 } from './sha256.ts';

/** A slice with everything derived from it, ready to be kept. */
export interface SliceRecord {
  readonly imageId: string;
  /** Pseudonym; splits are disjoint in it. */
  readonly patient: string;
  readonly study: string;
  readonly series: string;
  readonly modality: Modality;
  readonly bodyPart: string;
  readonly clinicalInformation: string;
  readonly question: string;
  readonly volumeId: number | null;
  readonly axis: SliceAxis;
  readonly index: number;
  readonly geometry: SliceGeometry;
  readonly dtype: 'int16' | 'float32';
  readonly pixelsSha256: string;
  readonly maskSha256: string | null;
  readonly window: { readonly center: number; readonly width: number };
  readonly captions: readonly {
    readonly language: Language;
    readonly text: string;
    readonly isOriginal: boolean | null;
  }[];
  readonly pairs: readonly DerivedPair[];
  readonly omissions: readonly Omission[];
  readonly provenance: {
    readonly extractor: string;
    readonly extractorVersion: string;
    readonly derivation: 'default' | 'reference' | 'imported';
    readonly switches: DerivationSwitches | null;
    readonly segmentationFile: string | null;
    readonly segmentationSha256: string | null;
  };
}

/** Keeps slices, whole or not at all; a slice that is already there is left untouched, with what was decided on it. */
export class SliceStore {
  private readonly db: WriteDb;

  constructor(db: WriteDb) {
    this.db = db;
  }

  has(imageId: string): boolean {
    return prepared(this.db, 'SELECT 1 FROM slice WHERE image_id = ?').get(imageId) !== undefined;
  }

  /** @returns the slice's id and whether it is new @throws AppError store.disk-full, store.not-writable, store.disk-failed */
  save(record: SliceRecord): { sliceId: number; isNew: boolean } {
    return transact(this.db, () => this.saveOne(record));
  }

  /**
   * Keeps many in one transaction, all or none: one wait for the disk instead of one for each.
   *
   * @throws AppError store.disk-full, store.not-writable, store.disk-failed
   */
  saveAll(records: readonly SliceRecord[]): void {
    transact(this.db, () => {
      for (const record of records) this.saveOne(record);
    });
  }

  private saveOne(record: SliceRecord): { sliceId: number; isNew: boolean } {
    const known = prepared(this.db, 'SELECT slice_id FROM slice WHERE image_id = ?')
      .pluck()
      .get(record.imageId);
    if (typeof known === 'number') return { sliceId: known, isNew: false };
    const sliceId = this.insertSlice(record);
    this.insertCaptions(sliceId, record);
    for (const pair of record.pairs) insertPair(this.db, { ...record, sliceId }, { pair });
    insertOmissions(this.db, sliceId, record.omissions);
    indexForSearch(this.db, sliceId);
    return { sliceId, isNew: true };
  }

  private insertSlice(record: SliceRecord): number {
    const { provenance } = record;
    const row = {
      image_id: record.imageId,
      patient: record.patient,
      study: record.study,
      series: record.series,
      modality: record.modality,
      body_part: record.bodyPart,
      clinical_information: record.clinicalInformation,
      question: record.question,
      volume_id: record.volumeId,
      axis: record.axis,
      slice_index: record.index,
      geometry: JSON.stringify(record.geometry),
      dtype: record.dtype,
      pixels_sha256: record.pixelsSha256,
      mask_sha256: record.maskSha256,
      window_center: record.window.center,
      window_width: record.window.width,
      extractor: provenance.extractor,
      extractor_version: provenance.extractorVersion,
      derivation: provenance.derivation,
      switches: JSON.stringify(provenance.switches),
      segmentation_file: provenance.segmentationFile,
      segmentation_sha256: provenance.segmentationSha256,
    };
    return insertRow(this.db, 'slice', row);
  }

  private insertCaptions(sliceId: number, { captions }: SliceRecord): void {
    const insert = prepared(
      this.db,
      'INSERT INTO caption (slice_id, language, text, sha256, is_original) VALUES (?, ?, ?, ?, ?)',
    );
    for (const { language, text, isOriginal } of captions) {
      insert.run(sliceId, language, text, sha256(text), isOriginal === null ? null : Number(isOriginal));
    }
  }
}
