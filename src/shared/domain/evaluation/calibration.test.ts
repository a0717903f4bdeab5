import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../lib/random.ts';
import { calibration } from './calibration.ts';

describe('calibration', () => {
  it('has next to no error for a model that is as often right as it says', () => {
    const random = seededRandom(4);
    const judged = Array.from({ length: 20_000 }, () => {
      const confidence = random();
      return { confidence, isRight: random() < confidence };
    });
    const { error, bins, count } = calibration(judged);
    expect(count).toBe(20_000);
    expect(error).toBeLessThan(0.02);
    for (const { right, confidence } of bins) {
      expect(right!.low - 0.02).toBeLessThan(confidence!);
      expect(right!.high + 0.02).toBeGreaterThan(confidence!);
    }
  });

  it('counts how much too sure a model is: 90 % sure and right half of the time', () => {
    const judged = Array.from({ length: 10 }, (_, at) => ({ confidence: 0.9, isRight: at % 2 === 0 }));
    const { error, brier } = calibration(judged);
    expect(error).toBeCloseTo(0.4, 12);
    expect(brier).toBeCloseTo((0.01 + 0.81) / 2, 12);
  });

  it('puts full confidence into the last bin and says nothing of empty ones', () => {
    const { bins, error } = calibration([{ confidence: 1, isRight: true }]);
    expect(bins.at(-1)!.count).toBe(1);
    expect(bins[0]).toMatchObject({ count: 0, confidence: null, right: null });
    expect(error).toBe(0);
    expect(calibration([])).toMatchObject({ count: 0, error: null });
  });
});
