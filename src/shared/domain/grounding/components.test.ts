import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classRegions, unionBox } from './class-boxes.ts';
import { type Component, components } from './components.ts';

const picture = (...rows: string[]): { mask: Uint8Array; width: number; height: number } => ({
  mask: Uint8Array.from(rows.join(''), Number),
  width: rows[0]!.length,
  height: rows.length,
});

/** By the definition: from each pixel not yet seen to all that it touches. */
function flooded(mask: Uint8Array, width: number, belongs: (id: number) => boolean): Component[] {
  const seen = new Set<number>();
  const neighbours = (at: number): number[] => {
    const [x, y] = [at % width, Math.floor(at / width)];
    return [-1, 0, 1]
      .flatMap((dy) => [-1, 0, 1].map((dx) => [x + dx, y + dy] as const))
      .filter(([nx, ny]) => nx >= 0 && nx < width && ny >= 0 && ny < mask.length / width)
      .map(([nx, ny]) => ny * width + nx);
  };
  return [...mask.keys()].flatMap((first) => {
    if (seen.has(first) || !belongs(mask[first]!)) return [];
    const part = [first];
    seen.add(first);
    for (const at of part) {
      const next = neighbours(at).filter((one) => !seen.has(one) && belongs(mask[one]!));
      for (const one of next) seen.add(one);
      part.push(...next);
    }
    const [xs, ys] = [part.map((at) => at % width), part.map((at) => Math.floor(at / width))];
    const box = [Math.min(...xs), Math.min(...ys), Math.max(...xs) + 1, Math.max(...ys) + 1] as const;
    return [{ box, pixels: part.length }];
  });
}

describe('components', () => {
  it('join pixels that touch at a corner and come in raster order', () => {
    const { mask, width, height } = picture('00001', '10000', '01000', '00000', '00011');
    expect(components(mask, { width, height }, (id) => id === 1)).toEqual([
      { box: [4, 0, 5, 1], pixels: 1 },
      { box: [0, 1, 2, 3], pixels: 2 },
      { box: [3, 4, 5, 5], pixels: 2 },
    ]);
  });

  it('join arms that meet only further down', () => {
    const { mask, width, height } = picture('10101', '10101', '10111', '11100', '00000', '00001');
    expect(components(mask, { width, height }, (id) => id === 1)).toEqual([
      { box: [0, 0, 5, 4], pixels: 13 },
      { box: [4, 5, 5, 6], pixels: 1 },
    ]);
  });

  it('are those of the definition, also when they are looked for within their box alone', () => {
    const ids = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 63, maxLength: 63 });
    fc.assert(
      fc.property(ids, fc.constantFrom(7, 9, 21), (values, width) => {
        const mask = Uint8Array.from(values);
        const size = { width, height: mask.length / width };
        const belongs = (id: number): boolean => id === 1 || id === 2;
        const expected = flooded(mask, width, belongs);
        expect(components(mask, size, belongs)).toEqual(expected);
        const boxes = classRegions(mask, width, size.height)
          .filter(({ classId }) => belongs(classId))
          .map(({ box }) => box);
        if (boxes.length > 0) expect(components(mask, size, belongs, unionBox(boxes))).toEqual(expected);
      }),
    );
  });
});
