import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wilson } from './proportion.ts';

describe('the Wilson interval', () => {
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i in %i is that of Newcombe 1998, table I, method 3', (successes, trials, low, high) => {
    const interval = wilson(successes, trials)!;
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it('holds the share, stays between 0 and 1, and is mirrored for failures', () => {
    const counts = fc.nat(10_000).chain((trials) => fc.tuple(fc.nat(trials), fc.constant(trials)));
    fc.assert(
      fc.property(counts, ([successes, trials]) => {
        const interval = wilson(successes, trials);
        if (!interval) return trials === 0;
        const { share, low, high } = interval;
        const mirrored = wilson(trials - successes, trials)!;
        return (
          low >= 0 &&
          low <= share + 1e-12 &&
          share <= high + 1e-12 &&
          high <= 1 &&
          Math.abs(mirrored.low - (1 - high)) < 1e-9
        );
      }),
    );
  });

  it('is nothing without trials, and refuses more successes than trials', () => {
    expect(wilson(0, 0)).toBeNull();
    expect(() => wilson(3, 2)).toThrow(RangeError);
  });
});
