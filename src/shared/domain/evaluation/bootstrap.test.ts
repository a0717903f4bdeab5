import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../lib/random.ts';
import { bootstrap, pairedBootstrap } from './bootstrap.ts';
import type { Ratio } from './metric.ts';

const one = (numerator: number): Ratio[] => [{ numerator, denominator: 1 }];
const normal = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

describe('the bootstrap', () => {
  it('comes to the normal interval of a mean of many samples', () => {
    const random = seededRandom(3);
    const values = Array.from({ length: 400 }, () => 0.5 + 0.1 * normal(random));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    const [found] = bootstrap(values.map(one), { seed: 1 });
    const half = (1.96 * spread) / Math.sqrt(values.length);
    expect(found!.value).toBeCloseTo(mean, 12);
    expect(found!.low).toBeCloseTo(mean - half, 3);
    expect(found!.high).toBeCloseTo(mean + half, 3);
  });

  it('repeats itself for a seed and differs for another', () => {
    const rows = [0, 0.2, 0.9, 1, 0.4].map(one);
    expect(bootstrap(rows, { seed: 5 })).toEqual(bootstrap(rows, { seed: 5 }));
    const wide = Array.from({ length: 50 }, (_, at) => one(Math.sin(at)));
    expect(bootstrap(wide, { seed: 5 })).not.toEqual(bootstrap(wide, { seed: 6 }));
  });

  it('knows 95 % intervals of small sets exactly: the mean of two fair coins', () => {
    const [found] = bootstrap([one(0), one(1)], { seed: 1 });
    expect(found).toEqual({ value: 0.5, low: 0, high: 1 });
  });

  it('takes ratios over sums, and has none where nothing can be divided by', () => {
    const rows = [
      [
        { numerator: 1, denominator: 4 },
        { numerator: 0, denominator: 0 },
      ],
      [
        { numerator: 3, denominator: 4 },
        { numerator: 0, denominator: 0 },
      ],
    ];
    const [share, none] = bootstrap(rows, { seed: 1 });
    expect(share!.value).toBe(0.5);
    expect(none).toBeNull();
  });

  it('draws whole patients where told to, which widens the interval of samples that are alike', () => {
    const values = Array.from({ length: 200 }, (_, at) => one(at % 20 < 10 ? 0 : 1));
    const groups = values.map((_, at) => `patient-${at % 20}`);
    const [bySample] = bootstrap(values, { seed: 1 });
    const [byPatient] = bootstrap(values, { seed: 1, groups });
    const width = ({ low, high }: { low: number; high: number }): number => high - low;
    expect(byPatient!.value).toBe(bySample!.value);
    expect(width(byPatient!)).toBeGreaterThan(2.5 * width(bySample!));
  });
});

/** In how many of many experiments the interval holds what is true. */
describe('how often the interval holds what is true', () => {
  const EXPERIMENTS = 300;
  const covered = (
    draw: (random: () => number) => { rows: Ratio[][]; groups?: string[] },
    truth: number,
  ): number => {
    const random = seededRandom(11);
    const inside = Array.from({ length: EXPERIMENTS }, (_, seed) => {
      const { rows, groups } = draw(random);
      const [found] = bootstrap(rows, { seed, resamples: 300, groups });
      return Number(found!.low <= truth && truth <= found!.high);
    });
    return inside.reduce((sum, hit) => sum + hit, 0) / EXPERIMENTS;
  };
  /** Forty patients with six slices each, which are alike. */
  const patients = (random: () => number) => {
    const means = Array.from({ length: 40 }, () => 0.5 + 0.15 * normal(random));
    const rows = means.flatMap((mean) => Array.from({ length: 6 }, () => one(mean + 0.1 * normal(random))));
    return { rows, groups: rows.map((_, at) => `patient-${Math.floor(at / 6)}`) };
  };

  it('is about 95 of 100 for a ratio of sums, such as the recall of mentions', () => {
    const share = covered((random) => {
      const rows = Array.from({ length: 60 }, (): Ratio[] => {
        const mentions = Array.from({ length: 1 + Math.floor(random() * 6) }, () => Number(random() < 0.7));
        return [{ numerator: mentions.reduce((sum, hit) => sum + hit, 0), denominator: mentions.length }];
      });
      return { rows };
    }, 0.7);
    expect(share).toBeGreaterThan(0.9);
    expect(share).toBeLessThan(0.985);
  });

  it('is nearly that where patients are drawn, and far less where their slices are drawn one by one', () => {
    expect(covered(patients, 0.5)).toBeGreaterThan(0.88);
    expect(covered((random) => ({ rows: patients(random).rows }), 0.5)).toBeLessThan(0.75);
  });
});

describe('the paired bootstrap', () => {
  const random = seededRandom(9);
  const hardness = Array.from({ length: 300 }, () => random());

  it('sees a small steady gain that the spread of the samples would hide', () => {
    const first = hardness.map((value) => one(0.8 * value));
    const second = hardness.map((value) => one(0.8 * value + 0.02));
    const [found] = pairedBootstrap(first, second, { seed: 1 });
    expect(found!.value).toBeCloseTo(0.02, 12);
    expect(found!.low).toBeGreaterThan(0.0199);
    expect(found!.notBetter).toBe(0);
  });

  it('has an interval around nothing for noise, and refuses sets of different size', () => {
    const noise = hardness.map((value) => one(value + 0.2 * (random() - 0.5)));
    const [found] = pairedBootstrap(hardness.map(one), noise, { seed: 1 });
    expect(found!.low).toBeLessThan(0);
    expect(found!.high).toBeGreaterThan(0);
    expect(() => pairedBootstrap([one(1)], [], { seed: 1 })).toThrow(RangeError);
  });

  it('changes its sign with the sides', () => {
    const other = hardness.map((value) => one(value ** 2));
    const [forth] = pairedBootstrap(hardness.map(one), other, { seed: 1 });
    const [back] = pairedBootstrap(other, hardness.map(one), { seed: 1 });
    expect(back!.value).toBeCloseTo(-forth!.value, 12);
    expect(back!.low).toBeCloseTo(-forth!.high, 10);
  });
});
