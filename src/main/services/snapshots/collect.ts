import { type ClassId, isClassId } from '../../../shared/domain/anatomy/classes.ts';
import { evidenceOf, isEvidence } from '../../../shared/domain/curation/evidence.ts';
import { correctionOrigin } from '../../../shared/domain/review/correction-origin.ts';
import type {
  SnapshotPair,
  SnapshotSettings,
  SnapshotSlice,
} from '../../../shared/domain/curation/snapshot.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import type { StoredPair } from '../../store/pair-rows.ts';
import type { StoredSlice } from '../../store/slice-reader.ts';

export type UnsplitSlice = Omit<SnapshotSlice, 'split'>;
type Standing = ReturnType<ProjectStore['decisions']['standing']>;

/** Slices with at least one pair that is evidence, in the order of the project. */
export function* collectSlices(
  store: Pick<ProjectStore, 'sliceReader' | 'pairs' | 'decisions'>,
  settings: SnapshotSettings,
  leftOut: (why: string) => void,
): Generator<UnsplitSlice> {
  const standing = store.decisions.standing();
  for (const slice of store.sliceReader.all()) {
    const stored = store.pairs.ofSlice(slice.sliceId);
    const all = stored.map((pair) => toSnapshotPair(pair, standing, settings));
    const pairs = all.filter((pair) => isEvidence(pair) && pair.languages.length > 0);
    for (const { state, reason, languages } of all.filter((pair) => !pairs.includes(pair)))
      leftOut(languages.length === 0 ? 'language' : [state, reason].filter(Boolean).join(' '));
    if (pairs.length > 0) yield toSlice(slice, pairs, unknownOf(store, slice, all, pairs));
  }
}

function toSnapshotPair(
  { pairId, classId, box, state, mentions }: StoredPair,
  standing: Standing,
  { undecidedWeight, languages }: SnapshotSettings,
): SnapshotPair {
  // A pair that was derived anew is undecided again, whatever the log says of its predecessor.
  const decided = state === 'pending' ? undefined : standing.get(pairId);
  const verdict = decided?.verdict ?? null;
  return {
    pairId,
    classId,
    box,
    state,
    reason: (verdict && 'reason' in verdict && verdict.reason) || null,
    languages: languages.filter((language) => mentions.some((mention) => mention.language === language)),
    reviewer: decided?.reviewer ?? null,
    ...(state === 'corrected' &&
      decided?.correction && { correctedFrom: correctionOrigin(decided.correction) }),
    ...evidenceOf({ state, verdict }, undecidedWeight),
  };
}

function toSlice(
  { imageId, patient, modality, geometry, dtype, pixelsSha256, maskSha256 }: StoredSlice,
  pairs: readonly SnapshotPair[],
  unknownClassIds: readonly ClassId[],
): UnsplitSlice {
  const { width, height } = geometry;
  const isSegmented = maskSha256 !== null;
  return {
    imageId,
    patient,
    modality,
    width,
    height,
    dtype,
    pixelsSha256,
    isSegmented,
    pairs,
    unknownClassIds,
  };
}

/** Omissions, and the classes of pairs that are no evidence, with those of their regions. */
function unknownOf(
  store: Pick<ProjectStore, 'sliceReader'>,
  { sliceId }: StoredSlice,
  all: readonly SnapshotPair[],
  pairs: readonly SnapshotPair[],
): ClassId[] {
  const known = new Set<number>(pairs.map(({ classId }) => classId));
  const unknown = new Set<number>([
    ...store.sliceReader.omissions(sliceId).map(({ classId }) => classId),
    ...all.map(({ classId }) => classId),
  ]);
  return [...unknown].filter((id) => isClassId(id) && !known.has(id)).toSorted((a, b) => a - b) as ClassId[];
}
