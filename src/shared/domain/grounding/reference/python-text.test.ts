import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanPunctuation } from './clean-punctuation.ts';
import { pythonCount, pythonLength, replaceWholeWord } from './python-text.ts';

// Expected values in this file were computed by CPython 3 with the published expressions.
describe('replaceWholeWord', () => {
  it.each([
    ['Milz, Milzhilus, Milz.', 'Milz', '<X>, Milzhilus, <X>.'],
    ['Höhle Höhl', 'Höhl', 'Höhle <X>'],
    ['x½ ½ x', 'x', 'x½ ½ <X>'],
    ['10. und 11. Rippe', '10.', '10. und 11. Rippe'],
    ['10.und', '10.', '<X>und'],
    ['𝒜Leber Leber', 'Leber', '𝒜Leber <X>'],
  ])('in "%s" finds "%s" where Python does', (text, word, expected) =>
    expect(replaceWholeWord(text, word, '<X>')).toBe(expected),
  );

  it('puts the replacement in as it is, dollars and all', () =>
    expect(replaceWholeWord('a b', 'b', '$&')).toBe('a $&'));

  it('agrees with a regular expression on plain ASCII', () => {
    const ascii = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '-', '1'), maxLength: 20 });
    const word = fc.string({ unit: fc.constantFrom('a', 'b', '1'), minLength: 1, maxLength: 2 });
    fc.assert(
      fc.property(ascii, word, (text, found) => {
        const expected = text.replace(new RegExp(`\\b${found}\\b`, 'g'), 'X');
        expect(replaceWholeWord(text, found, 'X')).toBe(expected);
      }),
    );
  });
});

describe('Python lengths', () => {
  it('count code points, and occurrences that do not overlap', () => {
    expect(pythonLength('a𝒜ü')).toBe(3);
    expect(pythonCount('aaaa', 'aa')).toBe(2);
    expect(pythonCount('ab', '')).toBe(3);
  });
});

describe('cleanPunctuation', () => {
  it.each([
    ['Läsion 4,5 cm', 'Läsion 4, 5 cm.'],
    ['Leber , Milz ; frei', 'Leber, Milz; frei.'],
    ['Zeile 1  \nZeile 2', 'Zeile 1\nZeile 2.'],
    ['Z. n. Sturz', 'Z. n. Sturz.'],
    ['„\u0084A\u0093\u00A0\u0096 B\u00AD!', '„"A" - B!'],
    ['ok?!', 'ok?!'],
    ['', ''],
  ])('turns %j into %j', (text, expected) => expect(cleanPunctuation(text)).toBe(expected));

  it('takes a megabyte of spaces in its stride, where a quadratic expression would not end', () =>
    expect(cleanPunctuation(`a${' '.repeat(1_000_000)}b`)).toHaveLength(1_000_003));
});
