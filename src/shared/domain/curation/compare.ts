import type { Snapshot, SnapshotPair } from './snapshot.ts';

/** What became of the pairs between two snapshots. */
export interface SnapshotComparison {
  /** Pairs that only the second has. */
  readonly added: number;
  /** Pairs that only the first has. */
  readonly removed: number;
  readonly unchanged: number;
  /** Pairs in both that say something else now. */
  readonly changed: readonly PairChange[];
  /** Patients that have another split: none, unless the snapshots come from different lines. */
  readonly movedPatients: readonly string[];
  readonly hasSameSettings: boolean;
}

export interface PairChange {
  readonly pairId: number;
  readonly imageId: string;
  readonly before: SnapshotPair;
  readonly after: SnapshotPair;
}

/** From the first snapshot to the second. Pairs are the same by their number in the project. */
export function compareSnapshots(first: Snapshot, second: Snapshot): SnapshotComparison {
  const before = pairsById(first);
  const after = pairsById(second);
  const both = [...after].filter(([id]) => before.has(id));
  const changed = both.flatMap(([pairId, { pair, imageId }]) => {
    const old = before.get(pairId)!.pair;
    return saysTheSame(old, pair) ? [] : [{ pairId, imageId, before: old, after: pair }];
  });
  return {
    added: after.size - both.length,
    removed: before.size - both.length,
    unchanged: both.length - changed.length,
    changed,
    movedPatients: Object.entries(second.patients).flatMap(([patient, split]) =>
      Object.hasOwn(first.patients, patient) && first.patients[patient] !== split ? [patient] : [],
    ),
    hasSameSettings: JSON.stringify(first.settings) === JSON.stringify(second.settings),
  };
}

function pairsById({ slices }: Snapshot): Map<number, { pair: SnapshotPair; imageId: string }> {
  return new Map(
    slices.flatMap(({ imageId, pairs }) => pairs.map((pair) => [pair.pairId, { pair, imageId }] as const)),
  );
}

/** Who said it, and in how many languages it is mentioned, does not matter here. */
function saysTheSame(a: SnapshotPair, b: SnapshotPair): boolean {
  return (
    a.classId === b.classId &&
    a.presence === b.presence &&
    a.hasBox === b.hasBox &&
    a.weight === b.weight &&
    a.state === b.state &&
    a.box.every((edge, at) => edge === b.box[at])
  );
}
