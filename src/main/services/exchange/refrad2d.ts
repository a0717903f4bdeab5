import { createHash } from 'node:crypto';
import { zstdCompressSync } from 'node:zlib';
import { classNameOf } from '../../../shared/domain/anatomy/classes.ts';
import type { Language } from '../../../shared/domain/mention/mention.ts';
import { encodeDicomSlice } from '../../formats/dicom-encode.ts';
import { encodeNpy } from '../../formats/npy.ts';
import type { ReportRow, ReportTexts } from '../../formats/reports-parquet.ts';
import type { StoredPair } from '../../store/pair-rows.ts';
import type { CuratedSlice } from './curate.ts';
import type { SliceQuestions } from './questions.ts';

/** Id that is safe as a file name; the published layout sorts files by its first two characters. */
export function fileId(imageId: string): string {
  return /^[A-Za-z0-9][\w.-]{2,120}$/.test(imageId)
    ? imageId
    : createHash('sha256').update(imageId).digest('hex').slice(0, 24);
}

export function dicomPath(imageId: string): string {
  const id = fileId(imageId);
  return `dicoms_anon/${id.slice(0, 2)}/${id}.dcm.zst`;
}

export function maskPath(imageId: string): string {
  const id = fileId(imageId);
  return `segmented_slices_v3/${id.slice(0, 2)}/${id}.npy`;
}

/**
 * Pairs as the layout can hold them: a keyword of a language belongs to one class and stands in the list once, because the
 * loaders tag every occurrence of every keyword and would wrap a repeated one twice. The class that comes first keeps it.
 *
 * @param leftOut Told of each pair that loses its last keyword that way.
 */
export function keywordsOnce(pairs: readonly StoredPair[], leftOut: () => void): StoredPair[] {
  const taken = new Set<string>();
  return pairs.flatMap((pair) => {
    const mentions = pair.mentions.filter(({ language, surface }) => {
      const name = `${language} ${surface}`;
      if (taken.has(name)) return false;
      taken.add(name);
      return true;
    });
    if (mentions.length > 0) return [{ ...pair, mentions }];
    leftOut();
    return [];
  });
}

/** A slice as the layout can hold it; null when no pair is left. @param leftOut As above */
export function withKeywordsOnce(curated: CuratedSlice, leftOut: () => void): CuratedSlice | null {
  const pairs = keywordsOnce(curated.pairs, leftOut);
  return pairs.length > 0 ? { ...curated, pairs } : null;
}

/** The loaders ground an image only when both languages name something; any other makes them ask for questions it lacks. */
export function isGroundable({ pairs }: CuratedSlice): boolean {
  return (['de', 'en'] as const).every((wanted) =>
    pairs.some(({ mentions }) => mentions.some(({ language }) => language === wanted)),
  );
}

/** Entry of `rsopid_2_segment_v3_{ct,mr}.json`: what the published loaders read per slice. */
export function segmentEntry({ slice, pairs }: CuratedSlice): Record<string, unknown> {
  const keywords = (language: Language): [string, string, number][] =>
    pairs.flatMap(({ classId, mentions }) =>
      mentions
        .filter((mention) => mention.language === language)
        .map(({ surface }): [string, string, number] => [surface, classNameOf(classId), classId]),
    );
  return {
    scan_rserid: slice.series,
    scan_file: slice.series,
    slice_axis: slice.axis,
    slice_idx: slice.index,
    segment_scan_path: '',
    segment_slice_path: maskPath(slice.imageId),
    keywords_eng: keywords('en'),
    keywords_de: keywords('de'),
    bboxes: pairs.map(({ classId, box }) => [...box, classId]),
  };
}

/** CT masks are float32 and MR masks int64, as the published pipeline wrote them. */
export function maskFile({ slice }: CuratedSlice, mask: Uint8Array): Buffer {
  const { width, height } = slice.geometry;
  return encodeNpy({ width, height, values: mask, dtype: slice.modality === 'CT' ? '<f4' : '<i8' });
}

export function dicomFile({ slice }: CuratedSlice, pixels: Buffer): Buffer {
  const count = slice.geometry.width * slice.geometry.height;
  const Samples = slice.dtype === 'int16' ? Int16Array : Float32Array;
  const copy = new Uint8Array(pixels).buffer;
  return zstdCompressSync(
    encodeDicomSlice({
      ...slice,
      imageId: fileId(slice.imageId),
      isAnonymised: slice.derivation === 'imported',
      samples: new Samples(copy, 0, count),
    }),
  );
}

export function reportRow(
  { slice, captions }: CuratedSlice,
  questions: readonly SliceQuestions[],
): ReportRow {
  const asked = (language: Language): Pick<ReportTexts, 'snippet_vqa' | 'dicom_vqa'> => {
    const { snippet_vqa = [], dicom_vqa = [] } = questions.find((one) => one.language === language) ?? {};
    return { snippet_vqa, dicom_vqa };
  };
  const texts = (language: Language): ReportTexts => ({
    CleanedSentence: captions.find((caption) => caption.language === language)?.text ?? '',
    ReportFragestellungCleaned: slice.question,
    ReportKlinischeAngabenCleaned: slice.clinicalInformation,
    ...asked(language),
  });
  return {
    rsopid: fileId(slice.imageId),
    modality: slice.modality,
    body_part: slice.bodyPart,
    english: texts('en'),
    german: texts('de'),
  };
}

/** `{caption: [ids]}` per split and modality; the loaders take the caption as a name and its text from the reports. */
export function splitEntry({ slice, captions }: CuratedSlice): readonly [caption: string, id: string] {
  const text = captions.find(({ language }) => language === 'en')?.text ?? captions[0]?.text ?? '';
  return [text, fileId(slice.imageId)];
}
