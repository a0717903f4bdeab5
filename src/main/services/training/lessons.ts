import type { Snapshot, SnapshotSlice } from '../../../shared/domain/curation/snapshot.ts';
import { type SliceTargets, sliceTargets } from '../../../shared/domain/training/targets.ts';

/** A slice of a snapshot and what it teaches. */
export interface Lesson {
  readonly slice: SnapshotSlice;
  readonly targets: SliceTargets;
}

/** Those that train, and those that decide when to stop; gold slices are in neither. */
export type Lessons = Readonly<Record<'train' | 'val', readonly Lesson[]>>;

export const lessonsOf = (snapshot: Snapshot): Lessons => ({
  train: lessonsIn(snapshot, 'train'),
  val: lessonsIn(snapshot, 'val'),
});

function lessonsIn({ slices }: Snapshot, split: keyof Lessons): Lesson[] {
  return slices
    .filter((slice) => slice.split === split)
    .map((slice) => ({ slice, targets: sliceTargets(slice) }));
}

export const boxesOf = (lessons: readonly Lesson[]): number =>
  lessons.reduce((sum, { targets }) => sum + targets.known.filter(({ edges }) => edges !== null).length, 0);
