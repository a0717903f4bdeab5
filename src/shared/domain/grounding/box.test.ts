import { describe, expect, it } from 'vitest';
import { boxIou } from './box.ts';

describe('boxIou', () => {
  it('is 1 for a box and itself', () => expect(boxIou([1, 2, 5, 9], [1, 2, 5, 9])).toBe(1));
  it('is 0 for boxes that only touch, because right and lower edges are exclusive', () =>
    expect(boxIou([0, 0, 4, 4], [4, 0, 8, 4])).toBe(0));
  it('is a third for two 2x1 boxes that share one pixel', () =>
    expect(boxIou([0, 0, 2, 1], [1, 0, 3, 1])).toBeCloseTo(1 / 3));
});
