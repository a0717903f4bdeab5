import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thinned } from './curve.ts';

const Points = fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { minLength: 1, maxLength: 300 });
const curveOf = (losses: readonly number[]) => losses.map((loss, at) => ({ step: (at + 1) * 10, loss }));

describe('a thinned curve', () => {
  it('is the curve itself while that is short enough', () =>
    expect(thinned(curveOf([3, 2, 1]), 3)).toEqual(curveOf([3, 2, 1])));

  it('has means of neighbours at the last step of each group', () =>
    expect(thinned(curveOf([8, 4, 2, 4]), 2)).toEqual([
      { step: 20, loss: 6 },
      { step: 40, loss: 3 },
    ]));

  it('never has more points than wanted, ends where the run ends, and only rises in steps', () =>
    fc.assert(
      fc.property(Points, fc.integer({ min: 1, max: 50 }), (losses, most) => {
        const curve = curveOf(losses);
        const thin = thinned(curve, most);
        expect(thin.length).toBeLessThanOrEqual(most);
        expect(thin.at(-1)!.step).toBe(curve.at(-1)!.step);
        expect(thin.map(({ step }) => step)).toEqual(
          [...new Set(thin.map(({ step }) => step))].toSorted((a, b) => a - b),
        );
        for (const { loss } of thin) {
          expect(loss).toBeGreaterThanOrEqual(Math.min(...losses) - 1e-9);
          expect(loss).toBeLessThanOrEqual(Math.max(...losses) + 1e-9);
        }
      }),
    ));
});
