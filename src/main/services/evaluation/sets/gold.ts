import type { ProjectStore } from '../../../store/project-store.ts';
import type { Snapshot } from '../../../../shared/domain/curation/snapshot.ts';
import type { PairState } from '../../../../shared/domain/review/verdict.ts';
import type { StoredPair } from '../../../store/pair-rows.ts';
import type { StoredSlice } from '../../../store/slice-reader.ts';
import type { Language } from '../../../../shared/domain/mention/mention.ts';
import type { GroundedMention } from '../../../../shared/domain/evaluation/match-mentions.ts';
import { EXPORT_DEFAULTS } from '../../../../shared/contract/exchange.ts';
import { splitOf } from '../../exchange/index.ts';
import type { EvaluationSet, SetCase, SplitChoice } from './set.ts';

/** States of pairs that somebody vouches for. */
const RIGHT = new Set<PairState>(['accepted', 'corrected']);

type Store = Pick<ProjectStore, 'sliceReader' | 'pairs' | 'meta'>;

export interface NamedSnapshot {
  readonly id: string;
  readonly snapshot: Snapshot;
}

/** A pair with what counts as right. */
type GoldPair = Pick<StoredPair, 'mentions' | 'classId' | 'box'>;

/**
 * What people accepted or corrected, one case per slice and language that mentions any of it. With a snapshot, as it stands
 * there, whatever was decided since: `test` is its gold share. Without one, as it stands now, patients split as exports do.
 */
export function goldSet(
  store: Store,
  { split, named }: { readonly split: SplitChoice; readonly named: NamedSnapshot | null },
): EvaluationSet {
  const cases: SetCase[] = [];
  const pairsOf = named ? frozenPairs(store, { split, ...named }) : presentPairs(store, split);
  for (const slice of store.sliceReader.all()) {
    const pairs = pairsOf(slice);
    if (pairs.length === 0) continue;
    for (const { language, text } of store.sliceReader.captions(slice.sliceId)) {
      const mentions = mentionsIn(pairs, language);
      if (mentions.length > 0) cases.push(caseOf(slice, { language, text, mentions }));
    }
  }
  const name = store.meta('name') ?? '';
  const snapshot = named?.id ?? null;
  return { kind: 'gold', name, split, snapshot, protocol: 'ground', cases, problems: [] };
}

type PairsOf = (slice: StoredSlice) => readonly GoldPair[];

const presentPairs =
  (store: Store, split: SplitChoice): PairsOf =>
  ({ patient, sliceId }) =>
    split === 'all' || splitOf(patient, EXPORT_DEFAULTS) === split
      ? store.pairs.ofSlice(sliceId).filter(({ state }) => RIGHT.has(state))
      : [];

function frozenPairs(
  store: Store,
  { split, snapshot }: { readonly split: SplitChoice; readonly snapshot: Snapshot },
): PairsOf {
  const wanted = split === 'test' ? 'gold' : split;
  const frozen = new Map(
    snapshot.slices
      .filter((slice) => wanted === 'all' || slice.split === wanted)
      .map(({ imageId, pairs }) => [imageId, pairs]),
  );
  return ({ imageId }) =>
    (frozen.get(imageId) ?? [])
      .filter(({ state, hasBox, presence }) => RIGHT.has(state) && hasBox && presence === 'present')
      .flatMap(({ pairId, classId, box }) => {
        // A snapshot holds no texts; where the words stand does not change with a verdict.
        const pair = store.pairs.get(pairId);
        return pair ? [{ mentions: pair.mentions, classId, box }] : [];
      });
}

function mentionsIn(pairs: readonly GoldPair[], language: Language): GroundedMention[] {
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
