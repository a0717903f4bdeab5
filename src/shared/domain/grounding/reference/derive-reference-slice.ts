import type { Modality } from '../../anatomy/classes.ts';
import { type ReferenceBox, mergedBoxes } from './boxes.ts';
import { type KeywordTable, type ReferenceKeyword, matchingKeywords } from './keywords.ts';
import { type LabelValues, referenceLabels } from './labels.ts';

export interface ReferenceSlice {
  /** Row-major, as the segmentation file holds them. */
  readonly values: LabelValues;
  readonly width: number;
  readonly height: number;
  readonly modality: Modality;
  readonly captionEn: string | null;
  readonly captionDe: string | null;
}

export interface KeywordTables {
  readonly en: KeywordTable;
  readonly de: KeywordTable;
}

/** What the published pipeline keeps of a slice. */
export interface ReferenceDerivation {
  /** Unified label values for the `.npy` cache. */
  readonly values: LabelValues;
  readonly boxes: readonly ReferenceBox[];
  readonly keywordsEn: readonly ReferenceKeyword[];
  readonly keywordsDe: readonly ReferenceKeyword[];
}

/**
 * A slice through the last step of RadGrounder's grounding pipeline, reproduced with its quirks: all labels get a box, mentioned
 * or not; keywords are matched by characters; a slice without any keyword is kept, and it is the loaders that pass it over.
 *
 * @throws RangeError for a label that is no number
 */
export function deriveReferenceSlice(slice: ReferenceSlice, keywords: KeywordTables): ReferenceDerivation {
  const { values, mask, present } = referenceLabels(slice.values, slice.modality);
  if (present.has(Number.NaN)) throw new RangeError('A label is no number');
  return {
    values,
    boxes: mergedBoxes(mask, slice),
    keywordsEn: matchingKeywords(slice.captionEn, keywords.en, present),
    keywordsDe: matchingKeywords(slice.captionDe, keywords.de, present),
  };
}
