import type { Modality } from '../../shared/domain/anatomy/classes.ts';
import type { Omission } from '../../shared/domain/grounding/finding.ts';
import type { Language } from '../../shared/domain/mention/mention.ts';
import type { SliceAxis, SliceGeometry } from '../../shared/domain/volume/slice.ts';
import type { ReadDb } from './database.ts';
import { prepared } from './prepared.ts';

/** A slice as kept, without its pairs. */
export interface StoredSlice {
  readonly sliceId: number;
  readonly imageId: string;
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
  readonly extractor: string;
  readonly extractorVersion: string;
  readonly derivation: 'default' | 'reference' | 'imported';
  readonly segmentationFile: string | null;
  readonly segmentationSha256: string | null;
}

export interface StoredCaption {
  readonly language: Language;
  readonly text: string;
  readonly sha256: string;
  readonly isOriginal: boolean | null;
}

interface SliceRow {
  readonly slice_id: number;
  readonly image_id: string;
  readonly patient: string;
  readonly study: string;
  readonly series: string;
  readonly modality: Modality;
  readonly body_part: string;
  readonly clinical_information: string;
  readonly question: string;
  readonly volume_id: number | null;
  readonly axis: SliceAxis;
  readonly slice_index: number;
  readonly geometry: string;
  readonly dtype: 'int16' | 'float32';
  readonly pixels_sha256: string;
  readonly mask_sha256: string | null;
  readonly window_center: number;
  readonly window_width: number;
  readonly extractor: string;
  readonly extractor_version: string;
  readonly derivation: 'default' | 'reference' | 'imported';
  readonly segmentation_file: string | null;
  readonly segmentation_sha256: string | null;
}

export class SliceReader {
  private readonly db: ReadDb;

  constructor(db: ReadDb) {
    this.db = db;
  }

  get(sliceId: number): StoredSlice | undefined {
    const row = prepared(this.db, 'SELECT * FROM slice WHERE slice_id = ?').get(sliceId) as
      SliceRow | undefined;
    return row && toSlice(row);
  }

  /** All slices in the order they came, one at a time. */
  *all(): Generator<StoredSlice> {
    for (const id of this.ids()) yield this.get(id)!;
  }

  /** In the order they came. */
  ids(): number[] {
    return prepared(this.db, 'SELECT slice_id FROM slice ORDER BY slice_id').pluck().all() as number[];
  }

  captions(sliceId: number): StoredCaption[] {
    const rows = prepared(
      this.db,
      'SELECT language, text, sha256, is_original FROM caption WHERE slice_id = ? ORDER BY language',
    ).all(sliceId) as { language: Language; text: string; sha256: string; is_original: number | null }[];
    return rows.map(({ language, text, sha256, is_original }) => ({
      language,
      text,
      sha256,
      isOriginal: is_original === null ? null : is_original === 1,
    }));
  }

  omissions(sliceId: number): Omission[] {
    return prepared(
      this.db,
      'SELECT class_id AS classId, reason FROM omission WHERE slice_id = ? ORDER BY class_id',
    ).all(sliceId) as Omission[];
  }
}

function toSlice(row: SliceRow): StoredSlice {
  return {
    sliceId: row.slice_id,
    imageId: row.image_id,
    patient: row.patient,
    study: row.study,
    series: row.series,
    modality: row.modality,
    bodyPart: row.body_part,
    clinicalInformation: row.clinical_information,
    question: row.question,
    volumeId: row.volume_id,
    axis: row.axis,
    index: row.slice_index,
    geometry: JSON.parse(row.geometry) as SliceGeometry,
    dtype: row.dtype,
    pixelsSha256: row.pixels_sha256,
    maskSha256: row.mask_sha256,
    window: { center: row.window_center, width: row.window_width },
    extractor: row.extractor,
    extractorVersion: row.extractor_version,
    derivation: row.derivation,
    segmentationFile: row.segmentation_file,
    segmentationSha256: row.segmentation_sha256,
  };
}
