import { describe, expect, it } from 'vitest';
import { edgeMarkers, extractSlice, planSlice, sliceGeometry } from './slice.ts';

/** 2 x 3 x 2 voxels whose values say their index: 100 k + 10 j + i. */
const dims = [2, 3, 2] as const;
const volume = Int16Array.from(
  { length: 12 },
  (_, at) => 100 * Math.floor(at / 6) + 10 * (Math.floor(at / 2) % 3) + (at % 2),
);
const affineLps = [2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 5, 0, 0, 0, 0, 1];

const slice = (axis: 0 | 1 | 2, index: number): number[] => {
  const plan = planSlice(dims, axis, index);
  return [...extractSlice(volume, plan, new Int16Array(plan.width * plan.height))];
};

describe('extractSlice', () => {
  it('takes an axial slice with anterior on top and the patient right at the left', () =>
    expect(slice(2, 1)).toEqual([100, 101, 110, 111, 120, 121]));
  it('takes a coronal slice with the head on top', () => expect(slice(1, 2)).toEqual([120, 121, 20, 21]));
  it('takes a sagittal slice with the head on top and anterior at the left', () =>
    expect(slice(0, 1)).toEqual([101, 111, 121, 1, 11, 21]));
  it('refuses an index outside the volume', () => expect(() => planSlice(dims, 2, 2)).toThrow(RangeError));
});

describe('sliceGeometry', () => {
  it.each([
    [2, { x: 2, y: 3 }, 5, { left: 'R', right: 'L', top: 'A', bottom: 'P' }],
    [1, { x: 2, y: 5 }, 3, { left: 'R', right: 'L', top: 'H', bottom: 'F' }],
    [0, { x: 3, y: 5 }, 2, { left: 'A', right: 'P', top: 'H', bottom: 'F' }],
  ] as const)(
    'axis %i has its spacing, slice distance and edge letters',
    (axis, spacingMm, sliceSpacingMm, markers) => {
      const geometry = sliceGeometry(affineLps, dims, axis);
      expect(geometry).toMatchObject({ spacingMm, sliceSpacingMm });
      expect(edgeMarkers(geometry)).toEqual(markers);
    },
  );
});
