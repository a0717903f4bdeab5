import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitOf } from './split.ts';

const settings = { seed: 7, split: { train: 0.8, val: 0.1, test: 0.1 } };

describe('splitOf', () => {
  it('is the same for the same patient and seed', () => {
    fc.assert(
      fc.property(fc.string(), (patient) => splitOf(patient, settings) === splitOf(patient, settings)),
    );
  });
  it('keeps the shares over many patients', () => {
    const splits = Array.from({ length: 5000 }, (_, i) => splitOf(`P-${i}`, settings));
    const share = splits.filter((split) => split === 'train').length / 5000;
    expect(share).toBeGreaterThan(0.77);
    expect(share).toBeLessThan(0.83);
  });
  it('moves patients when the seed changes', () => {
    const moved = Array.from(
      { length: 500 },
      (_, i) => splitOf(`P-${i}`, settings) !== splitOf(`P-${i}`, { ...settings, seed: 8 }),
    );
    expect(moved.some(Boolean)).toBe(true);
  });
});
