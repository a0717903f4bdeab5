import { createHash } from 'node:crypto';
import { labelOf } from '../../shared/domain/anatomy/classes.ts';
import type { ClassId, Modality } from '../../shared/domain/anatomy/classes.ts';
import type { DerivedPair } from '../../shared/domain/grounding/derivation.ts';
import type { Omission } from '../../shared/domain/grounding/finding.ts';
import type { DerivationSwitches } from '../../shared/domain/grounding/switches.ts';
import type { Language } from '../../shared/domain/mention/mention.ts';
import type { SliceAxis, SliceGeometry } from '../../shared/domain/volume/slice.ts';
import type { WriteDb } from './database.ts';
import { searchText } from './search.ts';

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

/** Keeps slices, one transaction each; a slice that is already there is left untouched, with what was decided on it. */
export class SliceStore {
  private readonly db: WriteDb;

  constructor(db: WriteDb) {
    this.db = db;
  }

  has(imageId: string): boolean {
    return this.db.prepare('SELECT 1 FROM slice WHERE image_id = ?').get(imageId) !== undefined;
  }

  /** @returns the slice's id and whether it is new */
  save(record: SliceRecord): { sliceId: number; isNew: boolean } {
    return this.db.transaction(() => {
      const known = this.db
        .prepare('SELECT slice_id FROM slice WHERE image_id = ?')
        .pluck()
        .get(record.imageId);
      if (typeof known === 'number') return { sliceId: known, isNew: false };
      const sliceId = this.insertSlice(record);
      this.insertCaptions(sliceId, record);
      for (const pair of record.pairs) this.insertPair(sliceId, record, pair);
      const omission = this.db.prepare('INSERT INTO omission (slice_id, class_id, reason) VALUES (?, ?, ?)');
      for (const { classId, reason } of record.omissions) omission.run(sliceId, classId, reason);
      return { sliceId, isNew: true };
    })();
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

  private insertCaptions(sliceId: number, { captions, pairs }: SliceRecord): void {
    const insert = this.db.prepare(
      'INSERT INTO caption (slice_id, language, text, sha256, is_original) VALUES (?, ?, ?, ?, ?)',
    );
    for (const { language, text, isOriginal } of captions) {
      insert.run(sliceId, language, text, sha256(text), isOriginal === null ? null : Number(isOriginal));
    }
    const labels = pairs.flatMap(({ classId }) => [labelOf(classId, 'de'), labelOf(classId, 'en')]);
    this.db
      .prepare('INSERT INTO caption_search (rowid, text) VALUES (?, ?)')
      .run(sliceId, searchText([...captions.map(({ text }) => text), ...labels]));
  }

  private insertPair(sliceId: number, { modality, imageId }: SliceRecord, pair: DerivedPair): void {
    const box = JSON.stringify(pair.box);
    const region = JSON.stringify(pair.regionClassIds);
    const pairId = insertRow(this.db, 'pair', {
      slice_id: sliceId,
      derived_class: pair.classId,
      derived_box: box,
      derived_region: region,
      class_id: pair.classId,
      box,
      region,
      priority: pair.priority,
      random_key: randomKey(imageId, pair.classId),
      modality,
      findings: JSON.stringify(pair.findings),
      mentions: JSON.stringify(pair.mentions),
      languages: [...new Set(pair.mentions.map(({ language }) => language))].toSorted().join(','),
    });
    const finding = this.db.prepare('INSERT OR IGNORE INTO pair_finding (code, pair_id) VALUES (?, ?)');
    for (const { code } of pair.findings) finding.run(code, pairId);
  }
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A fixed, evenly spread number per pair: random order that can be paged and repeated. 52 bits, so it stays a safe integer. */
function randomKey(imageId: string, classId: ClassId): number {
  return Number.parseInt(sha256(`${imageId}\u0000${classId}`).slice(0, 13), 16);
}

/** Inserts a row given as column → value. Column names come from this room's own code, never from outside. */
export function insertRow(
  db: WriteDb,
  table: string,
  row: Readonly<Record<string, string | number | null>>,
): number {
  const columns = Object.keys(row);
  const sql = `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((column) => `@${column}`).join(', ')})`;
  return Number(db.prepare(sql).run(row).lastInsertRowid);
}
