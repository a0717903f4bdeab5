import { describe, expect, it } from 'vitest';
import { classId } from '../anatomy/classes.ts';
import type { SnapshotSlice } from '../curation/snapshot.ts';
import { taughtClasses } from './taught-classes.ts';

type Slice = Parameters<typeof taughtClasses>[0][number];

const pair = (id: number, hasBox: boolean) =>
  ({ classId: classId(id), hasBox }) as SnapshotSlice['pairs'][number];
const slice = (split: Slice['split'], ...pairs: SnapshotSlice['pairs']): Slice => ({ split, pairs });

describe('the classes that a head knows the place of', () => {
  it('are those with a box on a slice that trains, not those that only stop or judge it', () => {
    const slices = [
      slice('train', pair(5, true), pair(1, false)),
      slice('val', pair(2, true), pair(5, true)),
      slice('gold', pair(3, true)),
    ];
    expect(taughtClasses(slices)).toEqual({ taught: [5], untaught: [1, 2, 3] });
  });

  it('include those of the head it was started from', () => {
    expect(taughtClasses([slice('train', pair(5, true), pair(1, false))], [classId(9), classId(1)])).toEqual({
      taught: [1, 5, 9],
      untaught: [],
    });
  });
});
