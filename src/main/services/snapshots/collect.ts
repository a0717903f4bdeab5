import { setImmediate as breath } from 'node:timers/promises';
import { type ClassId, isClassId } from '../../../shared/domain/anatomy/classes.ts';
import { evidenceOf, isEvidence } from '../../../shared/domain/curation/evidence.ts';
import { correctionOrigin } from '../../../shared/domain/review/correction-origin.ts';
import type {
  Snapshot,
  SnapshotPair,
  SnapshotSettings,
  SnapshotSlice,
} from '../../../shared/domain/curation/snapshot.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import type { StoredPair } from '../../store/pair-rows.ts';
import type { StoredSlice } from '../../store/slice-reader.ts';

export type UnsplitSlice = Omit<SnapshotSlice, 'split'>;
type Store = Pick<ProjectStore, 'sliceReader' | 'pairs' | 'decisions' | 'auditHead'>;
type Standing = ReturnType<ProjectStore['decisions']['standingOn']>;

/** What a slice says, and why pairs of it say nothing. */
interface SliceEvidence {
  readonly slice: UnsplitSlice | null;
  readonly leftOut: readonly string[];
}

export interface Collected extends Pick<Snapshot, 'auditHead' | 'leftOut'> {
  /** Slices with at least one pair that is evidence, in the order of the project. */
  readonly slices: readonly UnsplitSlice[];
}

/** Slices between two rests: some milliseconds. */
const AT_ONCE = 50;

/**
 * What stands, as of one row of the audit log. Everybody else has their turn meanwhile, and slices on which something was decided in
 * between are looked at again, until nothing was.
 */
export async function collect(store: Store, settings: SnapshotSettings): Promise<Collected> {
  const { decisions, sliceReader } = store;
  const found = new Map<number, SliceEvidence>();
  for (let [seq, due] = [decisions.lastSeq(), sliceReader.ids()]; due.length > 0;) {
    for (const [n, sliceId] of due.entries()) {
      found.set(sliceId, evidenceOn(store, sliceId, settings));
      if (n % AT_ONCE === AT_ONCE - 1) await breath();
    }
    const last = decisions.lastSeq();
    [seq, due] = [last, decisions.slicesAfter(seq)];
  }
  // Nothing was waited for since the last look, so that this is the row which all of it stands by.
  const auditHead = store.auditHead();
  const leftOut: Record<string, number> = {};
  for (const why of [...found.values()].flatMap((one) => one.leftOut)) leftOut[why] = (leftOut[why] ?? 0) + 1;
  return { auditHead, leftOut, slices: [...found.values()].flatMap(({ slice }) => slice ?? []) };
}

function evidenceOn(store: Store, sliceId: number, settings: SnapshotSettings): SliceEvidence {
  const slice = store.sliceReader.get(sliceId);
  if (!slice) return { slice: null, leftOut: [] };
  const standing = store.decisions.standingOn(sliceId);
  const all = store.pairs.ofSlice(sliceId).map((pair) => toSnapshotPair(pair, standing, settings));
  const pairs = all.filter((pair) => isEvidence(pair) && pair.languages.length > 0);
  const leftOut = all
    .filter((pair) => !pairs.includes(pair))
    .map(({ state, reason, languages }) =>
      languages.length === 0 ? 'language' : [state, reason].filter(Boolean).join(' '),
    );
  return {
    slice: pairs.length > 0 ? toSlice(slice, pairs, unknownOf(store, slice, all, pairs)) : null,
    leftOut,
  };
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
