import { describe, expect, it } from 'vitest';
import { calibration } from '../../src/shared/domain/evaluation/calibration.ts';
import { RANDOM_SHARE } from '../../src/shared/domain/doubt/mixed-order.ts';
import { wilson } from '../../src/shared/domain/review/proportion.ts';
import { replay } from '../support/doubt-replay.ts';
import { plantedPairs } from '../support/planted-pairs.ts';

const found = (list: readonly { isWrong: boolean }[]): number => list.filter(({ isWrong }) => isWrong).length;

describe.each([
  { seed: 1, hasModel: true },
  { seed: 2, hasModel: true },
  { seed: 3 },
  { seed: 4, hasHead: true },
])('a review in the order of doubt, replayed on planted errors: %o', ({ seed, ...models }) => {
  const pairs = plantedPairs(18, 1, models);
  const wrong = pairs.filter(({ isWrong }) => isWrong).length;
  const order = replay(pairs, seed);

  it('judges every pair once', () => {
    expect(order).toHaveLength(pairs.length);
    expect(found(order)).toBe(wrong);
    expect(wrong).toBeGreaterThan(30);
  });

  it('finds at least twice the errors per 100 decisions that a random order finds, until nine of ten are found', () => {
    const until = order.findIndex((_, at) => found(order.slice(0, at + 1)) >= 0.9 * wrong) + 1;
    const perHundred = (100 * found(order.slice(0, until))) / until;
    expect(perHundred).toBeGreaterThanOrEqual((2 * 100 * wrong) / pairs.length);
  });

  it('finds 90 % of the errors within the first 40 % of the queue', () =>
    expect(found(order.slice(0, Math.floor(0.4 * order.length)))).toBeGreaterThanOrEqual(0.9 * wrong));

  it('gives chances that are what they say', () => {
    const judged = order.map(({ chance, isWrong }) => ({ confidence: chance, isRight: isWrong }));
    expect(calibration(judged).error).toBeLessThan(0.05);
  });

  it('draws at least a fifth at random, whose share of errors is that of all', () => {
    const drawn = order.slice(0, 500).filter(({ isDrawn }) => isDrawn);
    expect(drawn.length).toBeGreaterThanOrEqual(500 * RANDOM_SHARE);
    const { low, high } = wilson(found(drawn), drawn.length)!;
    expect(wrong / pairs.length).toBeGreaterThan(low);
    expect(wrong / pairs.length).toBeLessThan(high);
  });
});
