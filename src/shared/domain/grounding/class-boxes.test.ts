import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classRegions, unionBox } from './class-boxes.ts';
import { components } from './components.ts';

const picture = (...rows: string[]): { mask: Uint8Array; width: number; height: number } => ({
  mask: Uint8Array.from(rows.join(''), Number),
  width: rows[0]!.length,
  height: rows.length,
});

describe('classRegions', () => {
  it('gives half-open boxes and pixel counts per class', () => {
    const { mask, width, height } = picture('0000', '0550', '0500', '0002');
    expect(classRegions(mask, width, height)).toEqual([
      { classId: 2, pixels: 1, box: [3, 3, 4, 4] },
      { classId: 5, pixels: 3, box: [1, 1, 3, 3] },
    ]);
  });

  it('covers exactly the union of the class components', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 30, maxLength: 30 }), (values) => {
        const mask = Uint8Array.from(values);
        for (const { classId, box, pixels } of classRegions(mask, 6, 5)) {
          const parts = components(mask, { width: 6, height: 5 }, (id) => id === classId);
          expect(unionBox(parts.map((part) => part.box))).toEqual(box);
          expect(parts.reduce((sum, part) => sum + part.pixels, 0)).toBe(pixels);
        }
      }),
    );
  });
});
