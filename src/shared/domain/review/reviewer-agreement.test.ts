import { describe, expect, it } from 'vitest';
import type { Box } from '../grounding/box.ts';
import { type ReviewerVerdict, reviewerAgreement } from './reviewer-agreement.ts';
import type { Verdict } from './verdict.ts';

const ACCEPT: Verdict = { kind: 'accept' };
const SIDE: Verdict = { kind: 'region-wrong', reason: 'wrong-side' };
const given = (
  pairId: number,
  reviewer: string,
  verdict: Verdict,
  correctedBox: Box | null = null,
): ReviewerVerdict => ({ pairId, reviewer, verdict, correctedBox });

describe('agreement between reviewers', () => {
  it('is full where both say the same, also why', () => {
    const found = reviewerAgreement(
      [ACCEPT, SIDE, ACCEPT].flatMap((verdict, n) => [given(n, 'A', verdict), given(n, 'B', verdict)]),
    );
    for (const one of [found.acceptance, found.kinds, found.reasons])
      expect(one).toEqual({ value: 1, units: 3 });
    expect(found.pairs).toEqual([
      { reviewers: ['A', 'B'], acceptance: { value: 1, units: 3 }, kinds: { value: 1, units: 3 } },
    ]);
  });

  it('tells agreement on whether from agreement on why', () => {
    const verdicts = [0, 1, 2, 3].flatMap((n) => [
      given(n, 'A', n < 2 ? ACCEPT : SIDE),
      given(n, 'B', n < 2 ? ACCEPT : { kind: 'mention-wrong', reason: 'negated' }),
    ]);
    const found = reviewerAgreement(verdicts);
    expect(found.acceptance!.value).toBe(1);
    expect(found.kinds!.value).toBeLessThan(0.6);
  });

  it('counts only pairs that two judged; who cannot judge has said nothing', () => {
    const found = reviewerAgreement([
      given(1, 'A', ACCEPT),
      given(1, 'B', { kind: 'cannot-judge' }),
      given(2, 'C', SIDE),
    ]);
    expect(found).toMatchObject({ acceptance: null, pairs: [], boxes: null, reviewers: ['A', 'C'] });
  });

  it('compares the boxes that two of them drew', () => {
    const found = reviewerAgreement([
      given(1, 'A', ACCEPT, [0, 0, 10, 10]),
      given(1, 'B', ACCEPT, [0, 0, 10, 5]),
      given(2, 'A', ACCEPT, [0, 0, 1, 1]),
      given(2, 'B', ACCEPT),
    ]);
    expect(found.boxes).toEqual({ meanIou: 0.5, pairs: 1 });
  });
});
