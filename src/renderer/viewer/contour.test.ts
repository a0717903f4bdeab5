import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contourPath } from './contour.ts';

/** Area enclosed by a path by the shoelace formula; holes run the other way round and subtract. */
function area(path: string): number {
  return path
    .split('M')
    .filter(Boolean)
    .map((part) =>
      part
        .replace('Z', '')
        .split('L')
        .map((point) => point.split(' ').map(Number) as [number, number]),
    )
    .reduce((sum, points) => {
      const twice = points.reduce((total, [x, y], i) => {
        const [nx, ny] = points[(i + 1) % points.length]!;
        return total + x * ny - nx * y;
      }, 0);
      return sum + twice / 2;
    }, 0);
}

describe('contourPath', () => {
  it('outlines one pixel along its edges', () => {
    expect(contourPath(Uint8Array.from([0, 0, 0, 5]), 2, new Set([5]))).toBe('M1 1L2 1L2 2L1 2Z');
  });

  it('encloses exactly as many pixels as the region has, holes and corners included', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 42, maxLength: 42 }), (values) => {
        const mask = Uint8Array.from(values);
        expect(area(contourPath(mask, 7, new Set([1, 2])))).toBe(values.filter((value) => value > 0).length);
      }),
    );
  });
});
