import { describe, expect, it } from 'vitest';
import { MENTION_REASONS, REGION_REASONS } from '../review/verdict.ts';
import { evidenceOf } from './evidence.ts';

describe('what a decided pair says about its class', () => {
  it.each(['accepted', 'corrected'] as const)('is the structure with its box when it was %s', (state) =>
    expect(evidenceOf({ state, verdict: { kind: 'accept' } }, 0)).toEqual({
      presence: 'present',
      hasBox: true,
      weight: 1,
    }),
  );

  it.each(REGION_REASONS)('is never against its presence when only the region is wrong (%s)', (reason) => {
    const verdict = { kind: 'region-wrong', reason } as const;
    const evidence = evidenceOf({ state: 'region-wrong', verdict }, 0);
    expect(evidence.presence).not.toBe('absent');
    expect(evidence.hasBox).toBe(false);
  });

  it('is presence without a box where the region was of the structure and had the wrong extent', () =>
    expect(
      evidenceOf({ state: 'region-wrong', verdict: { kind: 'region-wrong', reason: 'too-large' } }, 0),
    ).toEqual({ presence: 'present', hasBox: false, weight: 1 }));

  it('is absence for a wrong class and for a structure that is not on the slice, and for nothing else', () => {
    const absent = MENTION_REASONS.filter(
      (reason) =>
        evidenceOf({ state: 'mention-wrong', verdict: { kind: 'mention-wrong', reason } }, 0).presence ===
        'absent',
    );
    expect(absent).toEqual(['wrong-class', 'not-on-slice']);
  });

  it.each(['region-wrong', 'mention-wrong', 'cannot-judge'] as const)(
    'is nothing for %s without a reason',
    (state) => expect(evidenceOf({ state, verdict: { kind: state } }, 1).presence).toBe('unknown'),
  );

  it('is, while nobody has decided, a positive of the weight that was chosen, or nothing', () => {
    expect(evidenceOf({ state: 'pending', verdict: null }, 0).presence).toBe('unknown');
    expect(evidenceOf({ state: 'pending', verdict: null }, 0.3)).toEqual({
      presence: 'present',
      hasBox: true,
      weight: 0.3,
    });
  });
});
