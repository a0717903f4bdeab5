import { describe, expect, it } from 'vitest';
import { classId } from '../anatomy/classes.ts';
import { type PairStanding, applyVerdict } from './pair-transition.ts';

const pending: PairStanding = {
  state: 'pending',
  classId: classId(3),
  box: [1, 2, 3, 4],
  regionClassIds: [classId(3)],
};

describe('applyVerdict', () => {
  it('accepts a pair as it is', () =>
    expect(applyVerdict(pending, { kind: 'accept' }, null)).toEqual({ ...pending, state: 'accepted' }));
  it('takes an accepted correction over', () =>
    expect(applyVerdict(pending, { kind: 'accept' }, { box: [0, 2, 3, 4], classId: classId(2) })).toEqual({
      ...pending,
      state: 'corrected',
      box: [0, 2, 3, 4],
      classId: 2,
    }));
  it('calls a correction that changes nothing accepted', () =>
    expect(applyVerdict(pending, { kind: 'accept' }, { box: [1, 2, 3, 4] }).state).toBe('accepted'));
  it('keeps region and class of a rejected pair', () =>
    expect(
      applyVerdict(pending, { kind: 'region-wrong', reason: 'too-large' }, { box: [0, 0, 1, 1] }),
    ).toEqual({
      ...pending,
      state: 'region-wrong',
    }));
});
