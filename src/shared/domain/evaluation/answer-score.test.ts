import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sameAnswer, tokenF1, tokenRecall } from './answer-score.ts';
import { ciderScores } from './cider.ts';

describe('accuracy', () => {
  it('passes over case, punctuation and spaces, and keeps umlauts', () => {
    expect(sameAnswer('Yes.', ' yes ')).toBe(true);
    expect(sameAnswer('X-ray', 'x ray')).toBe(true);
    expect(sameAnswer('Höhle', 'hohle')).toBe(false);
    expect(sameAnswer('no', 'none')).toBe(false);
  });
});

describe('token F1', () => {
  it('is twice the shared words by all words, without articles', () => {
    expect(tokenF1('the left lung', 'left lower lung')).toBeCloseTo((2 * 2) / 5, 12);
    expect(tokenF1('in the liver', 'liver')).toBeCloseTo(2 / 3, 12);
  });

  it('deletes punctuation instead of replacing it, so that "x-ray" is one word', () => {
    expect(tokenF1('x-ray', 'xray')).toBe(1);
    expect(tokenF1('x-ray', 'x ray')).toBe(0);
  });

  it('counts a repeated word as often as the other side has it', () => {
    expect(tokenF1('lung lung', 'lung')).toBeCloseTo(2 / 3, 12);
  });

  it('is 1 for nothing against nothing and 0 for nothing against something', () => {
    expect(tokenF1('the', '.')).toBe(1);
    expect(tokenF1('', 'liver')).toBe(0);
  });

  it('takes articles for words of their own only: "anus" stays', () => {
    expect(tokenF1('anus', 'us')).toBe(0);
    expect(tokenF1('ä a', 'ä')).toBe(1);
  });

  it('is symmetric, and 1 for the same', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(tokenF1(a, b)).toBeCloseTo(tokenF1(b, a), 12);
        expect(tokenF1(a, a)).toBe(1);
      }),
    );
  });
});

describe('token recall', () => {
  it('is the share of the reference that was said', () => {
    expect(tokenRecall('left lung and more', 'left lower lung')).toBeCloseTo(2 / 3, 12);
    expect(tokenRecall('anything', '')).toBe(0);
    expect(tokenRecall('', '')).toBe(1);
  });
});

describe('CIDEr', () => {
  it('is what the formula gives by hand', () => {
    // Two samples: idf is ln 2 for words of one reference and 0 for "the", which both have.
    const [first, second] = ciderScores([
      { candidate: 'the liver', reference: 'the liver' },
      { candidate: 'the lung', reference: 'the spleen' },
    ]);
    // Unigrams: (ln2)^2 / (ln2)^2 = 1; bigrams 1; no longer ones. 10 * (1 + 1) / 4.
    expect(first).toBeCloseTo(5, 12);
    expect(second).toBe(0);
  });

  it('clips repeated words, weighs lengths by the candidate and punishes another length', () => {
    const [first] = ciderScores([
      { candidate: 'liver liver', reference: 'liver' },
      { candidate: 'x', reference: 'spleen' },
    ]);
    // Unigrams: min(2L, L) * L / (2L * L) = 1/2, times exp(-1/72); bigrams of the candidate have nothing to meet.
    expect(first).toBeCloseTo((10 / 4) * 0.5 * Math.exp(-1 / 72), 12);
  });

  it('keeps case and gives a right answer of one word 2.5 at the most', () => {
    const [upper, lower] = ciderScores([
      { candidate: 'Yes', reference: 'yes' },
      { candidate: 'no', reference: 'no' },
    ]);
    expect(upper).toBe(0);
    expect(lower).toBeCloseTo(2.5, 12);
  });

  it('is 0 where every reference is the same: nothing tells one from another', () => {
    const same = { candidate: 'yes', reference: 'yes' };
    expect(ciderScores([same, same])).toEqual([0, 0]);
  });
});
