import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ticks } from './ticks.ts';

describe('the steps of a scale', () => {
  it('are round, and enclose what is drawn', () => {
    expect(ticks(0, 0.93, 4)).toEqual([0, 0.5, 1]);
    expect(ticks(0, 2000, 4)).toEqual([0, 500, 1000, 1500, 2000]);
    expect(ticks(0.21, 0.34, 3)).toEqual([0.2, 0.25, 0.3, 0.35]);
  });

  it('are never many, whatever the range', () =>
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
        fc.integer({ min: 1, max: 8 }),
        (low, width, count) => {
          const all = ticks(low, low + width, count);
          expect(all.length).toBeLessThanOrEqual(count + 3);
          expect(all[0]).toBeLessThanOrEqual(low + width * 1e-6);
          expect(all.at(-1)).toBeGreaterThanOrEqual((low + width) * 1 - width * 1e-6);
        },
      ),
    ));
});
