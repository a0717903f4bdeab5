import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Box } from '../../shared/domain/grounding/box.ts';
import { GRIPS, nextGrip, nudgeBox, placeBox } from './box-grip.ts';

const slice = { width: 50, height: 40 };
const box: Box = [10, 12, 20, 22];

describe('moving a box without dragging', () => {
  it('moves all of it, or the edges of one corner', () => {
    expect(nudgeBox(box, 'whole', { x: 1, y: 0 }, slice)).toEqual([11, 12, 21, 22]);
    expect(nudgeBox(box, 'start', { x: -1, y: 0 }, slice)).toEqual([9, 12, 20, 22]);
    expect(nudgeBox(box, 'end', { x: 0, y: 10 }, slice)).toEqual([10, 12, 20, 32]);
  });

  it('stops at the border, and before a corner reaches the other', () => {
    expect(nudgeBox(box, 'whole', { x: -99, y: 99 }, slice)).toEqual([0, 30, 10, 40]);
    expect(nudgeBox(box, 'start', { x: 99, y: 99 }, slice)).toEqual([19, 21, 20, 22]);
  });

  it('goes round the grips', () => {
    expect([nextGrip('whole'), nextGrip('start'), nextGrip('end')]).toEqual(['start', 'end', 'whole']);
  });
});

describe('putting a box where the slice was clicked', () => {
  it('sets a box anywhere by two clicks, also beyond the old one', () => {
    const first = placeBox(box, 'start', { x: 30.2, y: 30.4 }, slice);
    expect(first).toEqual([30, 30, 31, 31]);
    expect(placeBox(first, 'end', { x: 44.6, y: 38 }, slice)).toEqual([30, 30, 45, 38]);
  });

  it('puts the whole box around the point and keeps its size', () => {
    expect(placeBox(box, 'whole', { x: 30, y: 20 }, slice)).toEqual([25, 15, 35, 25]);
    expect(placeBox(box, 'whole', { x: 0, y: 0 }, slice)).toEqual([0, 0, 10, 10]);
  });

  it('always leaves a box of at least a pixel inside the slice', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...GRIPS),
        fc.double({ min: -20, max: 80, noNaN: true }),
        fc.double({ min: -20, max: 80, noNaN: true }),
        (grip, x, y) => {
          const [x1, y1, x2, y2] = placeBox(box, grip, { x, y }, slice);
          expect(x1 >= 0 && y1 >= 0 && x2 <= 50 && y2 <= 40 && x2 - x1 >= 1 && y2 - y1 >= 1).toBe(true);
          expect([x1, y1, x2, y2].every(Number.isInteger)).toBe(true);
        },
      ),
    );
  });
});
