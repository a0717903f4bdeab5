import type { ClassId } from '../anatomy/classes.ts';
import type { SnapshotSlice } from '../curation/snapshot.ts';

export interface TaughtClasses {
  /** Classes with at least one box to train on; the head knows where they are. */
  readonly taught: readonly ClassId[];
  /** Classes that pairs of the snapshot are about, and that no box was trained on: nothing is known of where they are. */
  readonly untaught: readonly ClassId[];
}

/** @param before What a head knows that training starts from. */
export function taughtClasses(
  slices: readonly Pick<SnapshotSlice, 'split' | 'pairs'>[],
  before: readonly ClassId[] = [],
): TaughtClasses {
  const taught = new Set<ClassId>(before);
  const named = new Set<ClassId>();
  for (const { split, pairs } of slices)
    for (const { classId, hasBox } of pairs) {
      named.add(classId);
      if (hasBox && split === 'train') taught.add(classId);
    }
  const inOrder = (ids: Iterable<ClassId>): ClassId[] => [...ids].toSorted((a, b) => a - b);
  return { taught: inOrder(taught), untaught: inOrder([...named].filter((id) => !taught.has(id))) };
}
