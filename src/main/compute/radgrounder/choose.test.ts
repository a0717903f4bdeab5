import { describe, expect, it } from 'vitest';
import { TOKEN_CLASS, type Vocabulary } from '../../../shared/domain/radgrounder/vocabulary.ts';
import { choose } from './choose.ts';

/** Two words, the end, three bins. */
const vocabulary: Vocabulary = {
  classes: Uint8Array.of(
    TOKEN_CLASS.text,
    TOKEN_CLASS.text,
    TOKEN_CLASS.end,
    TOKEN_CLASS.location,
    TOKEN_CLASS.location,
    TOKEN_CLASS.location,
  ),
  bins: 2,
  firstLocation: 3,
  begin: 0,
  pad: 0,
  open: 9,
  close: 9,
  id: 9,
  firstSegment: 9,
};
const only = (kind: number, minBin = 0) => ({ classes: 1 << kind, minBin });

describe('choose', () => {
  it('takes the likeliest of what is allowed, and says how likely it was among all', () => {
    const logits = Float32Array.of(1, 2, 0, 5, 5, 5);
    const { token, logProb } = choose(logits, only(TOKEN_CLASS.text), vocabulary);
    expect(token).toBe(1);
    const all = [...logits].reduce((sum, logit) => sum + Math.exp(logit), 0);
    expect(logProb).toBeCloseTo(Math.log(Math.exp(2) / all), 6);
  });
  it('takes the first of equal ones, and anything where there is no rule', () =>
    expect(choose(Float32Array.of(1, 2, 0, 5, 5, 5), null, vocabulary).token).toBe(3));
  it('takes no bin before the nearer edge', () =>
    expect(choose(Float32Array.of(0, 0, 0, 9, 8, 7), only(TOKEN_CLASS.location, 1), vocabulary).token).toBe(
      4,
    ));
  it('knows no tokens beyond the tokenizer: rows that pad the embedding table', () =>
    expect(choose(Float32Array.of(1, 0, 0, 0, 0, 0, 99), only(TOKEN_CLASS.text), vocabulary).token).toBe(0));
  it.each([
    ['all', Float32Array.of(Number.NaN, Number.NaN, Number.NaN, Number.NaN, Number.NaN, Number.NaN)],
    ['one', Float32Array.of(1, 2, 0, Number.NaN, 5, 5)],
    ['a sum that ran over', Float32Array.of(1, Number.POSITIVE_INFINITY, 0, 5, 5, 5)],
  ])('refuses a graph that gives no numbers: %s', (_, broken) => {
    expect(() => choose(broken, only(TOKEN_CLASS.text), vocabulary)).toThrow(
      expect.objectContaining({ code: 'vlm.no-numbers' }),
    );
  });
});
