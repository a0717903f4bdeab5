import { describe, expect, it } from 'vitest';
import type { QueueItem } from '../../../shared/contract/review.ts';
import { classId } from '../../../shared/domain/anatomy/classes.ts';
import type { PairState } from '../../../shared/domain/review/verdict.ts';
import { neighbour, nextOpen, remainingAfter, upcoming, withState } from './queue-walk.ts';

const queue = (...states: PairState[]): QueueItem[] =>
  states.map((state, index) => ({
    pairId: index + 1,
    imageId: `image-${index + 1}`,
    sliceId: index + 1,
    modality: 'CT',
    classId: classId(5),
    state,
    priority: 0.5,
    topFinding: null,
    doubt: null,
    isDrawn: false,
  }));

describe('walking the queue', () => {
  it('goes to the next open pair and skips judged ones', () => {
    expect(nextOpen(queue('accepted', 'region-wrong', 'pending'), 1)).toBe(3);
  });

  it('comes back to pairs that were skipped', () => {
    expect(nextOpen(queue('pending', 'pending', 'pending'), 3)).toBe(1);
  });

  it('ends when no open pair is left but the current one', () => {
    expect(nextOpen(queue('accepted', 'pending'), 2)).toBeNull();
    expect(nextOpen([], null)).toBeNull();
  });

  it('begins at the first open pair', () => {
    expect(nextOpen(queue('accepted', 'pending'), null)).toBe(2);
  });

  it('prefetches open pairs in walking order', () => {
    const ids = upcoming(queue('pending', 'accepted', 'pending', 'pending'), 3, 5).map(
      ({ pairId }) => pairId,
    );
    expect(ids).toEqual([4, 1]);
  });

  it('steps to neighbours and stops at the ends', () => {
    const items = queue('pending', 'accepted');
    expect([neighbour(items, 1, 1), neighbour(items, 2, 1), neighbour(items, 1, -1)]).toEqual([
      2,
      null,
      null,
    ]);
    expect(neighbour(items, 99, 1)).toBe(1);
    expect(remainingAfter(items, 1)).toBe(1);
  });

  it('changes one state and leaves everything else as it is', () => {
    const items = queue('pending', 'pending');
    const changed = withState(items, 2, 'accepted');
    expect(changed.map(({ state }) => state)).toEqual(['pending', 'accepted']);
    expect(changed[0]).toBe(items[0]);
    expect(withState(items, 99, 'accepted')).toBe(items);
    expect(withState(items, 1, 'pending')).toBe(items);
  });
});
