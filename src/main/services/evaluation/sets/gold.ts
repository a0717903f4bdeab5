import type { ProjectStore } from '../../../store/project-store.ts';
import type { StoredPair } from '../../../store/pair-rows.ts';
import type { StoredSlice } from '../../../store/slice-reader.ts';
import type { Language } from '../../../../shared/domain/mention/mention.ts';
import type { GroundedMention } from '../../../../shared/domain/evaluation/match-mentions.ts';
import { EXPORT_DEFAULTS } from '../../../../shared/contract/exchange.ts';
import { splitOf } from '../../exchange/index.ts';
import type { EvaluationSet, SetCase, SplitChoice } from './set.ts';

/** States of pairs that somebody vouches for. */
const RIGHT = new Set<StoredPair['state']>(['accepted', 'corrected']);

type Store = Pick<ProjectStore, 'sliceReader' | 'pairs' | 'meta'>;

/** Slices of a project that count as gold. A frozen set of a snapshot takes this place where there is one. */
export type IsGold = (slice: StoredSlice) => boolean;

/** Gold as long as nobody has frozen a set: patients of a split, the same that exports use. */
export const bySplit =
  (split: SplitChoice): IsGold =>
  ({ patient }) =>
    split === 'all' || splitOf(patient, EXPORT_DEFAULTS) === split;

/** What people accepted or corrected, one case per slice and language that mentions any of it. */
export function goldSet(
  store: Store,
  { split, isGold = bySplit(split) }: { readonly split: SplitChoice; readonly isGold?: IsGold },
): EvaluationSet {
  const cases: SetCase[] = [];
  for (const slice of store.sliceReader.all()) {
    if (!isGold(slice)) continue;
    const pairs = store.pairs.ofSlice(slice.sliceId).filter(({ state }) => RIGHT.has(state));
    for (const { language, text } of store.sliceReader.captions(slice.sliceId)) {
      const mentions = mentionsIn(pairs, language);
      if (mentions.length > 0) cases.push(caseOf(slice, { language, text, mentions }));
    }
  }
  const name = store.meta('name') ?? '';
  return { kind: 'gold', name, split, protocol: 'ground', cases, problems: [] };
}

function mentionsIn(pairs: readonly StoredPair[], language: Language): GroundedMention[] {
  return pairs.flatMap(({ mentions, classId, box }) =>
    mentions
      .filter((mention) => mention.language === language)
      .map(({ surface }) => ({ text: surface, classId, box })),
  );
}

function caseOf(
  slice: StoredSlice,
  told: { readonly language: Language; readonly text: string; readonly mentions: readonly GroundedMention[] },
): SetCase {
  const { imageId, patient, modality, bodyPart, clinicalInformation, question, geometry, sliceId } = slice;
  const { language, text, mentions } = told;
  return {
    caseId: `${imageId} ${language}`,
    patient,
    modality,
    language,
    bodyPart,
    answerType: null,
    question,
    clinicalInformation,
    width: geometry.width,
    height: geometry.height,
    truth: { text, mentions },
    image: { kind: 'slice', sliceId },
  };
}
