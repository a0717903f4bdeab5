import type { ExportSettings } from '../../../shared/contract/exchange.ts';
import type { PairState } from '../../../shared/domain/review/verdict.ts';
import type { StoredPair } from '../../store/pair-rows.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import type { StoredCaption, StoredSlice } from '../../store/slice-reader.ts';
import { type Split, splitOf } from './split.ts';

/** A slice that leaves, with the pairs that count. */
export interface CuratedSlice {
  readonly slice: StoredSlice;
  readonly captions: readonly StoredCaption[];
  readonly pairs: readonly StoredPair[];
  readonly split: Split;
}

/** Why a pair stays behind: its state, that no wanted language mentions it, or that another class has its only keyword. */
export type LeftOut = PairState | 'language' | 'keyword-taken';

/** Slices with at least one pair that counts, in the order of the project; every pair left out is told with its reason. */
export function* curatedSlices(
  store: ProjectStore,
  settings: ExportSettings,
  leftOut: (reason: LeftOut) => void,
): Generator<CuratedSlice> {
  const included = new Set<PairState>(settings.include);
  for (const slice of store.sliceReader.all()) {
    const pairs = store.pairs.ofSlice(slice.sliceId).filter((pair) => {
      if (!included.has(pair.state)) leftOut(pair.state);
      else if (pair.mentions.some(({ language }) => settings.languages.includes(language))) return true;
      else leftOut('language');
      return false;
    });
    if (pairs.length === 0) continue;
    const captions = store.sliceReader
      .captions(slice.sliceId)
      .filter(({ language }) => settings.languages.includes(language));
    yield { slice, captions, pairs, split: splitOf(slice.patient, settings) };
  }
}
