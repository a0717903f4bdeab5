import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HANDLES, dragBox } from './box-drag.ts';

describe('dragBox', () => {
  it('moves the edges that belong to the handle and no others', () => {
    expect(dragBox([10, 10, 20, 20], { x: -1, y: 0 }, { dx: -3, dy: 9, width: 50, height: 50 })).toEqual([
      7, 10, 20, 20,
    ]);
    expect(dragBox([10, 10, 20, 20], { x: 1, y: 1 }, { dx: 4.4, dy: 2.6, width: 50, height: 50 })).toEqual([
      10, 10, 24, 23,
    ]);
  });
  it('moves the whole box by its middle and keeps its size at the border', () =>
    expect(dragBox([10, 10, 20, 20], { x: 0, y: 0 }, { dx: 99, dy: -99, width: 50, height: 50 })).toEqual([
      40, 0, 50, 10,
    ]));
  it('always leaves a box of at least a pixel inside the slice', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...HANDLES),
        fc.integer({ min: -99, max: 99 }),
        fc.integer({ min: -99, max: 99 }),
        (handle, dx, dy) => {
          const [x1, y1, x2, y2] = dragBox([10, 12, 20, 22], handle, { dx, dy, width: 50, height: 40 });
          expect(x1 >= 0 && y1 >= 0 && x2 <= 50 && y2 <= 40 && x2 - x1 >= 1 && y2 - y1 >= 1).toBe(true);
        },
      ),
    );
  });
});
