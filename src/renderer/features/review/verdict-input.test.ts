import { describe, expect, it } from 'vitest';
import { reasonsOf, stepVerdict } from './verdict-input.ts';

const kind = (name: 'accept' | 'region-wrong' | 'mention-wrong' | 'cannot-judge') =>
  ({ type: 'kind', kind: name }) as const;

describe('giving a verdict', () => {
  it('accepts and sets aside by one key', () => {
    expect(stepVerdict(null, kind('accept')).verdict).toEqual({ kind: 'accept' });
    expect(stepVerdict(null, kind('cannot-judge')).verdict).toEqual({ kind: 'cannot-judge' });
  });

  it('rejects with a typed reason by two keys', () => {
    const begun = stepVerdict(null, kind('region-wrong'));
    expect(begun).toEqual({ pending: 'region-wrong', verdict: null });
    expect(stepVerdict(begun.pending, { type: 'reason', number: 2 })).toEqual({
      pending: null,
      verdict: { kind: 'region-wrong', reason: 'too-large' },
    });
    expect(stepVerdict('mention-wrong', { type: 'reason', number: 1 }).verdict).toEqual({
      kind: 'mention-wrong',
      reason: 'wrong-class',
    });
  });

  it('rejects without a reason by the same key twice', () => {
    expect(stepVerdict('region-wrong', kind('region-wrong'))).toEqual({
      pending: null,
      verdict: { kind: 'region-wrong' },
    });
  });

  it('lets one change one’s mind', () => {
    expect(stepVerdict('region-wrong', kind('mention-wrong'))).toEqual({
      pending: 'mention-wrong',
      verdict: null,
    });
    expect(stepVerdict('region-wrong', kind('accept')).verdict).toEqual({ kind: 'accept' });
    expect(stepVerdict('region-wrong', { type: 'cancel' })).toEqual({ pending: null, verdict: null });
  });

  it('ignores a reason that does not exist or that nobody asked for', () => {
    expect(stepVerdict(null, { type: 'reason', number: 1 })).toEqual({ pending: null, verdict: null });
    expect(stepVerdict('region-wrong', { type: 'reason', number: 9 })).toEqual({
      pending: 'region-wrong',
      verdict: null,
    });
  });

  it('offers seven reasons after S and after D', () => {
    expect([
      reasonsOf(null).length,
      reasonsOf('region-wrong').length,
      reasonsOf('mention-wrong').length,
    ]).toEqual([0, 7, 7]);
  });
});
