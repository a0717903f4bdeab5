import { describe, expect, it } from 'vitest';
import { seededRandom } from './random.ts';

const draw = (seed: number, count: number): number[] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, random);
};

describe('seededRandom', () => {
  it('repeats itself for the same seed and differs for another', () => {
    expect(draw(7, 5)).toEqual(draw(7, 5));
    expect(draw(7, 5)).not.toEqual(draw(8, 5));
  });

  it('is uniform enough: ten bins of 10,000 draws each hold 8-12 %', () => {
    const bins = Array.from({ length: 10 }, () => 0);
    for (const value of draw(1, 10_000)) bins[Math.floor(value * 10)]! += 1;
    expect(bins.every((count) => count > 800 && count < 1200)).toBe(true);
  });
});
