import { describe, expect, it } from 'vitest';
import { strokesOf } from './chart-strokes.ts';

const line = { shape: 'line', joins: Infinity } as const;
const step = { shape: 'step', joins: Infinity } as const;
const points = [
  { x: 1, y: 10 },
  { x: 2, y: 20 },
  { x: 5, y: 30 },
];

describe('the lines of a drawing', () => {
  it('join neighbours', () =>
    expect(strokesOf(points, line)).toEqual([
      [
        [1, 10],
        [2, 20],
        [5, 30],
      ],
    ]));

  it('do not cross a gap of which nothing is known', () =>
    expect(strokesOf(points, { ...line, joins: 1 })).toEqual([
      [
        [1, 10],
        [2, 20],
      ],
      [[5, 30]],
    ]));

  it('end where there is nothing', () =>
    expect(strokesOf([points[0]!, { x: 2, y: null }, points[2]!], line)).toEqual([[[1, 10]], [[5, 30]]]));

  it('are none without points', () => expect(strokesOf([], line)).toEqual([]));
});

describe('the steps of a drawing', () => {
  it('hold a value until the next, and the last one until the end', () =>
    expect(strokesOf(points.slice(0, 2), { ...step, until: 4 })).toEqual([
      [
        [1, 10],
        [2, 10],
        [2, 20],
        [4, 20],
      ],
    ]));

  it('hold until what ends them, and no further', () =>
    expect(strokesOf([points[0]!, { x: 3, y: null }], { ...step, until: 9 })).toEqual([
      [
        [1, 10],
        [3, 10],
      ],
    ]));

  it('begin again after that', () =>
    expect(strokesOf([points[0]!, { x: 3, y: null }, points[2]!], { ...step, until: 9 })).toEqual([
      [
        [1, 10],
        [3, 10],
      ],
      [
        [5, 30],
        [9, 30],
      ],
    ]));
});
