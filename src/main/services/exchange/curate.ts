import type { ExportSettings } from '../../../shared/contract/exchange.ts';
import type { MentionExtractor } from '../../../shared/domain/mention/mention.ts';
import type { PairState } from '../../../shared/domain/review/verdict.ts';
import type { StoredPair } from '../../store/pair-rows.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import type { StoredSlice } from '../../store/slice-reader.ts';
import { type ExportedCaption, type Unused, exportedTexts } from './captions.ts';
import { type Split, splitOf } from './split.ts';

/** A slice that leaves, with the pairs that count. */
export interface CuratedSlice {
  readonly slice: StoredSlice;
  readonly captions: readonly ExportedCaption[];
  readonly pairs: readonly StoredPair[];
  readonly split: Split;
}

/** Why a pair stays behind: its state, that no wanted language mentions it, or that another class has its only keyword. */
export type LeftOut = PairState | 'language' | 'keyword-taken';

export interface Curation {
  readonly store: ProjectStore;
  readonly lexicon: MentionExtractor;
  /** Told of every pair that stays behind. */
  readonly leftOut: (reason: LeftOut) => void;
  /** Told of every caption that a language model made and that was not used. */
  readonly unused: (reason: Unused) => void;
}

/** Slices with at least one pair that counts, in the order of the project. */
export function* curatedSlices(settings: ExportSettings, curation: Curation): Generator<CuratedSlice> {
  const { store, leftOut } = curation;
  const included = new Set<PairState>(settings.include);
  for (const slice of store.sliceReader.all()) {
    const counting = store.pairs.ofSlice(slice.sliceId).filter(({ state }) => {
      if (!included.has(state)) leftOut(state);
      return included.has(state);
    });
    if (counting.length === 0) continue;
    const own = { captions: store.sliceReader.captions(slice.sliceId), pairs: counting };
    const texts = exportedTexts(own, settings, curation);
    const pairs = texts.pairs.filter(({ mentions }) => {
      const isNamed = mentions.some(({ language }) => settings.languages.includes(language));
      if (!isNamed) leftOut('language');
      return isNamed;
    });
    if (pairs.length === 0) continue;
    const captions = texts.captions.filter(({ language }) => settings.languages.includes(language));
    yield { slice, captions, pairs, split: splitOf(slice.patient, settings) };
  }
}
