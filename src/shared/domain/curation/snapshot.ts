import type { ClassId, Modality } from '../anatomy/classes.ts';
import type { Box } from '../grounding/box.ts';
import type { Language } from '../mention/mention.ts';
import type { CorrectionOrigin } from '../review/correction-origin.ts';
import type { PairState } from '../review/verdict.ts';
import type { Evidence } from './evidence.ts';

/** `gold` is the test share: patients whose cases compare models and never train one. */
export const SPLITS = ['train', 'val', 'gold'] as const;
export type SnapshotSplit = (typeof SPLITS)[number];

/** How a snapshot is made; part of it. */
export interface SnapshotSettings {
  /** Weight of undecided pairs, 0 (left out) to 1. */
  readonly undecidedWeight: number;
  readonly languages: readonly Language[];
  /** Of the hash that gives new patients their split. */
  readonly seed: number;
  /** Shares of new patients; sum 1. */
  readonly split: Readonly<Record<SnapshotSplit, number>>;
}

/** A pair that is evidence. */
export interface SnapshotPair extends Evidence {
  readonly pairId: number;
  readonly classId: ClassId;
  /** Pixels of the slice. Where `hasBox` is false, the one that was rejected. */
  readonly box: Box;
  readonly state: PairState;
  readonly reason: string | null;
  readonly languages: readonly Language[];
  /** Who decided; null where nobody did. */
  readonly reviewer: string | null;
  /** Of a corrected pair. Snapshots of earlier versions do not tell. */
  readonly correctedFrom?: CorrectionOrigin | undefined;
}

export interface SnapshotSlice {
  readonly imageId: string;
  readonly patient: string;
  readonly split: SnapshotSplit;
  readonly modality: Modality;
  readonly width: number;
  readonly height: number;
  readonly dtype: 'int16' | 'float32';
  /** Names its pixels in the project. */
  readonly pixelsSha256: string;
  /** Whether a segmentation says what else is there. */
  readonly isSegmented: boolean;
  readonly pairs: readonly SnapshotPair[];
  /** Classes about which this slice says nothing, ascending: omissions, and pairs that are no evidence. */
  readonly unknownClassIds: readonly ClassId[];
}

/** Everything that was decided, as it stood; immutable, and named by its hash. */
export interface Snapshot {
  readonly format: 'plumbline-snapshot';
  readonly version: 1;
  readonly settings: SnapshotSettings;
  /** Newest row of the project's audit log when it was made. */
  readonly auditHead: { readonly seq: number; readonly hash: string };
  /** The snapshot before it, whose patients keep their splits. */
  readonly previous: string | null;
  /** Split of every patient that this or an earlier snapshot holds. */
  readonly patients: Readonly<Record<string, SnapshotSplit>>;
  readonly slices: readonly SnapshotSlice[];
  /** Pairs that are no evidence, by state and reason ("region-wrong wrong-side"); `language` and `TWIN` for other causes. */
  readonly leftOut: Readonly<Record<string, number>>;
  /** Patients who were left out, with the name under which the same pictures are in a stricter split (`twins.ts`). */
  readonly twins?: Readonly<Record<string, string>> | undefined;
}

/** Why pairs of a patient are left out whose pictures are in a stricter split under another name. */
export const TWIN = 'twin';

type Counts = Readonly<Record<string, number>>;

export interface SnapshotCounts {
  readonly slices: number;
  readonly patients: number;
  readonly pairs: number;
  /** Slices. */
  readonly bySplit: Readonly<Record<SnapshotSplit, number>>;
  /** Pairs: with a box, presence without a box, absence. */
  readonly byEvidence: Readonly<Record<'box' | 'presence' | 'absence', number>>;
  readonly byState: Counts;
  /** By class id. */
  readonly byClass: Counts;
  readonly byModality: Counts;
  readonly byLanguage: Counts;
  /** Decided pairs only. */
  readonly byReviewer: Counts;
  /** Corrected pairs by where their correction comes from; `untold` in snapshots of earlier versions. */
  readonly byCorrection: Readonly<Record<CorrectionOrigin | 'untold', number>>;
}

/** What a snapshot holds, in numbers. A pair that two languages mention counts in both. */
export function countsOf({ slices }: Pick<Snapshot, 'slices'>): SnapshotCounts {
  const all = slices.flatMap(({ pairs }) => pairs);
  const inSplit = (split: SnapshotSplit): number => slices.filter((slice) => slice.split === split).length;
  const corrected = all.filter(({ state }) => state === 'corrected');
  const from = (origin: CorrectionOrigin | undefined): number =>
    corrected.filter(({ correctedFrom }) => correctedFrom === origin).length;
  const evidence = (kind: string): number => all.filter((pair) => kindOf(pair) === kind).length;
  return {
    slices: slices.length,
    patients: new Set(slices.map(({ patient }) => patient)).size,
    pairs: all.length,
    bySplit: { train: inSplit('train'), val: inSplit('val'), gold: inSplit('gold') },
    byEvidence: { box: evidence('box'), presence: evidence('presence'), absence: evidence('absence') },
    byState: counted(all.map(({ state }) => state)),
    byClass: counted(all.map(({ classId }) => String(classId))),
    byModality: counted(slices.flatMap(({ modality, pairs }) => pairs.map(() => modality))),
    byLanguage: counted(all.flatMap(({ languages }) => languages)),
    byReviewer: counted(all.flatMap(({ reviewer }) => reviewer ?? [])),
    byCorrection: {
      proposed: from('proposed'),
      moved: from('moved'),
      own: from('own'),
      untold: from(undefined),
    },
  };
}

export function kindOf({ presence, hasBox }: Evidence): 'box' | 'presence' | 'absence' {
  if (presence === 'absent') return 'absence';
  return hasBox ? 'box' : 'presence';
}

/** By a map, because a reviewer may be called "constructor". */
function counted(names: readonly string[]): Counts {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries(counts);
}
