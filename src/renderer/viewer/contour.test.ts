import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contourPath } from './contour.ts';

/** The corners of one closed part: a start, then turns along one axis each. */
function cornersOf(part: string): [number, number][] {
  const [start, ...turns] = part.replace('Z', '').split(/(?=[HV])/);
  const corners = [start!.split(' ').map(Number) as [number, number]];
  for (const turn of turns) {
    const [x, y] = corners.at(-1)!;
    const to = Number(turn.slice(1));
    corners.push(turn.startsWith('H') ? [to, y] : [x, to]);
  }
  return corners;
}

/** Area enclosed by a path by the shoelace formula; holes run the other way round and subtract. */
function area(path: string): number {
  return path
    .split('M')
    .filter(Boolean)
    .map(cornersOf)
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
    expect(contourPath(Uint8Array.from([0, 0, 0, 5]), 2, [5])).toBe('M1 1H2V2H1Z');
  });

  it('is empty where the mask shows nothing of the region', () => {
    expect(contourPath(Uint8Array.from([0, 0, 0, 5]), 2, [6])).toBe('');
  });

  it('goes round a hole the other way, and round each part of its own', () => {
    const ring = Uint8Array.from([1, 1, 1, 0, 1, 1, 0, 1, 0, 0, 1, 1, 1, 0, 0]);
    expect(contourPath(ring, 5, [1])).toBe('M0 0H3V3H0ZM4 0H5V1H4ZM1 1V2H2V1Z');
  });

  it('encloses exactly as many pixels as the region has, holes and corners included', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 42, maxLength: 42 }), (values) => {
        const mask = Uint8Array.from(values);
        expect(area(contourPath(mask, 7, [1, 2]))).toBe(values.filter((value) => value > 0).length);
      }),
    );
  });
});
