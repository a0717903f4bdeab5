import { describe, expect, it } from 'vitest';
import { judgedOf, rightAsDerived } from './strata.ts';

const counts = {
  total: 100,
  byState: {
    pending: 40,
    accepted: 45,
    corrected: 5,
    'region-wrong': 6,
    'mention-wrong': 1,
    'cannot-judge': 3,
  },
} as const;

describe('a stratum of the overview', () => {
  it('counts every verdict as judged', () => expect(judgedOf(counts)).toBe(60));

  it('is right where it was accepted unchanged; what nobody could judge says nothing', () => {
    expect(rightAsDerived(counts)!.share).toBeCloseTo(45 / 57, 12);
  });

  it('has no rate before there are verdicts', () => {
    expect(rightAsDerived({ total: 3, byState: { pending: 3 } })).toBeNull();
  });
});
