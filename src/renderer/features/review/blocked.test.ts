import { describe, expect, it } from 'vitest';
import { blockedBy, type ShownSlice, type VerdictSituation } from './blocked.ts';

const slice: ShownSlice = { pairId: 7, pixelsSha256: 'a', maskSha256: 'b' };
const ready: VerdictSituation = {
  expected: slice,
  shown: slice,
  hasSliceFailed: false,
  isOnNeighbour: false,
  hasReviewer: true,
  isOnline: true,
  isReadOnly: false,
};
const blocked = (change: Partial<VerdictSituation>) => blockedBy({ ...ready, ...change });

describe('a verdict', () => {
  it('is possible while the viewer shows exactly the slice of the pair', () =>
    expect(blocked({})).toBeNull());

  it('waits while another slice, other pixels or another mask are on the screen', () => {
    expect(blocked({ shown: null })).toBe('loading');
    expect(blocked({ shown: { ...slice, pairId: 8 } })).toBe('loading');
    expect(blocked({ shown: { ...slice, pixelsSha256: 'x' } })).toBe('loading');
    expect(blocked({ shown: { ...slice, maskSha256: null } })).toBe('loading');
  });

  it('names what stands in its way', () => {
    expect(blocked({ expected: null })).toBe('nothing');
    expect(blocked({ isReadOnly: true })).toBe('read-only');
    expect(blocked({ hasSliceFailed: true, shown: null })).toBe('failed');
    expect(blocked({ isOnNeighbour: true })).toBe('neighbour');
    expect(blocked({ isOnline: false })).toBe('offline');
    expect(blocked({ hasReviewer: false })).toBe('no-reviewer');
  });
});
