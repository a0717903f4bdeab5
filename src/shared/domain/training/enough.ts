import type { Snapshot, SnapshotSplit } from '../curation/snapshot.ts';

/** Boxes: fewer teach nothing that holds, or cannot tell when to stop. */
export const LEAST_BOXES = { train: 20, val: 5 } as const;

/** Boxes that each split can train or measure with: one for each class of a slice. */
export function boxesBySplit({ slices }: Pick<Snapshot, 'slices'>): Record<SnapshotSplit, number> {
  const boxes = { train: 0, val: 0, gold: 0 };
  for (const { split, pairs } of slices)
    boxes[split] += new Set(pairs.flatMap(({ classId, hasBox }) => (hasBox ? classId : []))).size;
  return boxes;
}

/** How many more boxes a training needs; 0 where there are enough. */
export function boxesMissing(
  boxes: Readonly<Record<'train' | 'val', number>>,
): Readonly<Record<'train' | 'val', number>> {
  return {
    train: Math.max(0, LEAST_BOXES.train - boxes.train),
    val: Math.max(0, LEAST_BOXES.val - boxes.val),
  };
}
