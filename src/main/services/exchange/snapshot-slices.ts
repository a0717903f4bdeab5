import type { ExportSettings } from '../../../shared/contract/exchange.ts';
import type { ClassId } from '../../../shared/domain/anatomy/classes.ts';
import type { Snapshot, SnapshotPair, SnapshotSlice } from '../../../shared/domain/curation/snapshot.ts';
import type { Language, MentionExtractor } from '../../../shared/domain/mention/mention.ts';
import type { StoredPair } from '../../store/pair-rows.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import { sha256 } from '../../store/sha256.ts';
import type { StoredSlice } from '../../store/slice-reader.ts';
import { type Unused, exportedTexts } from './captions.ts';
import type { CuratedSlice } from './curate.ts';
import { keywordsOnce } from './refrad2d.ts';

/** How the texts of a snapshot's slices leave, and what becomes of slices whose boxes are not all known. */
export interface TrainingTexts extends Pick<ExportSettings, 'captions' | 'translations'> {
  /**
   * Slices that mention a structure which is there, or may be, and has no box that counts: `ground` writes the boxes that there are, and
   * the mention stays untagged, as everywhere in the published data; `report` writes none, so that nothing teaches to leave a
   * structure out that is there.
   */
  readonly incomplete: 'ground' | 'report';
}

/**
 * Why something of a snapshot does not train: slices that judge (gold); pairs that only say that a structure is there, or that it is not;
 * undecided pairs that their weight passed over; pairs that a later derivation took away, that no caption names which leaves, or whose
 * keyword belongs to another class; captions that name what is not on their slice; slices without a caption that is left; boxes of slices that have not all of them.
 */
export type NotTaught =
  | 'gold'
  | 'presence'
  | 'absence'
  | 'weight'
  | 'pair-gone'
  | 'language'
  | 'keyword-taken'
  | 'caption-refuted'
  | 'no-caption'
  | 'incomplete';

export interface Teaching {
  readonly store: ProjectStore;
  readonly lexicon: MentionExtractor;
  readonly texts: TrainingTexts;
  readonly notTaught: (why: NotTaught) => void;
  readonly unused: (reason: Unused) => void;
}

/**
 * Slices of a snapshot as a data set has them, in the order of the project; gold patients are not among them. Classes and boxes are the
 * snapshot's, words and captions the project's, which decisions do not change.
 */
export function* snapshotSlices(snapshot: Snapshot, teaching: Teaching): Generator<CuratedSlice> {
  const wanted = new Map(snapshot.slices.map((slice) => [slice.imageId, slice]));
  for (const stored of teaching.store.sliceReader.all()) {
    const slice = wanted.get(stored.imageId);
    if (!slice) continue;
    if (slice.split === 'gold') teaching.notTaught('gold');
    else {
      const taught = taughtSlice({ slice, stored }, snapshot, teaching);
      if (taught) yield { ...taught, split: slice.split };
    }
  }
}

interface Both {
  readonly slice: SnapshotSlice;
  readonly stored: StoredSlice;
}

/** Null where no caption is left to learn from. */
function taughtSlice(
  { slice, stored }: Both,
  { settings }: Snapshot,
  teaching: Teaching,
): Omit<CuratedSlice, 'split'> | null {
  const { store, texts, notTaught } = teaching;
  const all = new Map(store.pairs.ofSlice(stored.sliceId).map((pair) => [pair.pairId, pair]));
  const refuted = refutedLanguages(slice);
  for (const _ of refuted) notTaught('caption-refuted');
  const positive = slice.pairs.flatMap((pair) => taughtPair(pair, all, notTaught) ?? []);
  const isIncomplete = texts.incomplete === 'report' && hasUntagged(slice, positive, [...all.values()]);
  if (isIncomplete) for (const _ of positive) notTaught('incomplete');
  const own = { captions: store.sliceReader.captions(stored.sliceId), pairs: isIncomplete ? [] : positive };
  const leaving = exportedTexts(own, texts, teaching);
  const kept = (language: Language): boolean =>
    settings.languages.includes(language) && !refuted.has(language);
  const captions = leaving.captions.filter(({ language, text }) => kept(language) && text.trim() !== '');
  if (captions.length === 0) {
    notTaught('no-caption');
    return null;
  }
  const named = leaving.pairs.flatMap((pair) => {
    const mentions = pair.mentions.filter(({ language }) => kept(language));
    if (mentions.length === 0) notTaught('language');
    return mentions.length > 0 ? [{ ...pair, mentions }] : [];
  });
  const pairs = keywordsOnce(named, () => notTaught('keyword-taken'));
  return { slice: { ...stored, pixelsSha256: slice.pixelsSha256 }, captions, pairs };
}

function taughtPair(
  pair: SnapshotPair,
  all: ReadonlyMap<number, StoredPair>,
  notTaught: Teaching['notTaught'],
): StoredPair | null {
  const { pairId, presence, hasBox, classId, box, state } = pair;
  const stored = all.get(pairId);
  const why = ((): NotTaught | null => {
    if (!hasBox) return presence === 'absent' ? 'absence' : 'presence';
    if (isPassedOver(pair)) return 'weight';
    return stored ? null : 'pair-gone';
  })();
  if (why) notTaught(why);
  return why || !stored ? null : { ...stored, classId, box, state };
}

/** The layout has no weights: of undecided pairs with weight w the share w is written, always the same ones. */
function isPassedOver({ pairId, weight }: SnapshotPair): boolean {
  const share = Number.parseInt(sha256(`weight ${pairId}`).slice(0, 12), 16) / 16 ** 12;
  return share >= weight;
}

/** A caption that names what is not on its slice would teach to invent. A word of another class says nothing against its sentence. */
function refutedLanguages({ pairs }: SnapshotSlice): Set<Language> {
  const refuting = pairs.filter(({ presence, reason }) => presence === 'absent' && reason === 'not-on-slice');
  return new Set(refuting.flatMap(({ languages }) => languages));
}

function hasUntagged(
  { pairs, unknownClassIds }: SnapshotSlice,
  positive: readonly StoredPair[],
  all: readonly StoredPair[],
): boolean {
  const open = new Set<ClassId>([
    ...unknownClassIds,
    ...pairs.filter(({ presence }) => presence === 'present').map(({ classId }) => classId),
  ]);
  for (const { classId } of positive) open.delete(classId);
  return all.some(({ classId, mentions }) => open.has(classId) && mentions.length > 0);
}
