import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClassId, CLASS_COUNT, idOf } from '../anatomy/classes.ts';
import { combineMentions } from './combine.ts';
import { createLexiconExtractor } from './lexicon-extractor.ts';
import { mentionsFromQuotes } from './quoted-mentions.ts';

const liver = idOf('liver');
const [left, right] = [idOf('kidney_left'), idOf('kidney_right')];

/** Spans and classes of the mentions, or the reason why there are none. */
function found(text: string, ...quoted: [quote: string, ...classIds: ClassId[]][]): unknown {
  const result = mentionsFromQuotes(
    text,
    'de',
    quoted.map(([quote, ...classIds]) => ({ quote, classIds })),
  );
  return result.ok
    ? result.mentions.map(({ start, end, classIds }) => [start, end, ...classIds])
    : `${result.index}: ${result.reason}`;
}

describe('mentions from quotes', () => {
  it('get their offsets from the text, in its order, whatever the order of the quotes', () =>
    expect(found('Leber und Niere.', ['Niere', left], ['Leber', liver])).toEqual([
      [0, 5, liver],
      [10, 15, left],
    ]));
  it('may mean several classes', () =>
    expect(found('Beide Nieren.', ['Beide Nieren', left, right])).toEqual([[0, 12, right, left]]));
  it('take one place after the other where the same words are quoted again', () =>
    expect(found('Niere, Niere.', ['Niere', left], ['Niere', right])).toEqual([
      [0, 5, left],
      [7, 12, right],
    ]));
  it('share the last place where there are more quotes than places', () =>
    expect(found('Niere.', ['Niere', left], ['Niere', right])).toEqual([[0, 5, right, left]]));
  it('prefer whole words to parts of words', () =>
    expect(found('Leberzyste neben der Leber.', ['Leber', liver])).toEqual([[21, 26, liver]]));

  it.each([
    ['other words', 'Milz'],
    ['another case', 'leber'],
    ['another form of Unicode', 'Ösophagus'.normalize('NFD')],
    ['words drawn together', 'Leber Ösophagus'],
    ['nothing', ''],
  ])('do not count for %s, nor does any other of the answer', (_what, quote) =>
    expect(found('Leber, Ösophagus.', ['Leber', liver], [quote, liver])).toBe('1: not-verbatim'),
  );
  it('do not count for marks or for whole paragraphs', () => {
    expect(found('Leber, Milz.', [',', liver])).toBe('0: not-a-name');
    expect(found('a'.repeat(200), ['a'.repeat(121), liver])).toBe('0: not-a-name');
  });

  it('read negation and normality from the text, as the lexicon does', () => {
    const text = 'Kein Herd in der Leber. Milz unauffällig. Nieren vergrößert.';
    const result = mentionsFromQuotes(text, 'de', [
      { quote: 'Leber', classIds: [liver] },
      { quote: 'Milz', classIds: [idOf('spleen')] },
      { quote: 'Nieren', classIds: [left, right] },
    ]);
    expect(result.ok && result.mentions.map(({ negated, normal }) => ({ negated, normal }))).toEqual([
      { negated: true, normal: false },
      { negated: false, normal: true },
      { negated: false, normal: false },
    ]);
  });

  it('are verbatim for any text and any answer, or there are none', () => {
    const classId = fc.integer({ min: 1, max: CLASS_COUNT }).map((id) => id as ClassId);
    const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.lorem(), fc.string({ unit: 'binary' }));
    const answer = text.chain((whole) =>
      fc.record({
        text: fc.constant(whole),
        quoted: fc.array(
          fc.record({
            quote: fc.oneof(
              fc.string(),
              fc.tuple(fc.nat(whole.length), fc.nat(30)).map(([at, length]) => whole.slice(at, at + length)),
            ),
            classIds: fc.array(classId, { minLength: 1, maxLength: 4 }),
          }),
          { maxLength: 6 },
        ),
      }),
    );
    fc.assert(
      fc.property(answer, ({ text: whole, quoted }) => {
        const result = mentionsFromQuotes(whole, 'en', quoted);
        if (!result.ok) return true;
        return result.mentions.every(
          ({ start, end, surface, classIds }) =>
            end > start && whole.slice(start, end) === surface && classIds.length > 0,
        );
      }),
      { numRuns: 2000 },
    );
  });
});

describe('what a model and the lexicon found', () => {
  const lexicon = createLexiconExtractor();
  const text = 'Leber und Milz unauffällig.';
  const ofModel = (...quoted: [string, ClassId][]) => {
    const result = mentionsFromQuotes(
      text,
      'de',
      quoted.map(([quote, id]) => ({ quote, classIds: [id] })),
    );
    if (!result.ok) throw new Error('the quotes of this test are verbatim');
    return result.mentions;
  };

  it('is the same where they agree', () => {
    const { mentions, disputed } = combineMentions(
      ofModel(['Leber', liver], ['Milz', idOf('spleen')]),
      lexicon.extract(text, 'de'),
    );
    expect(mentions.map(({ surface, rule }) => [surface, rule])).toEqual([
      ['Leber', 'llm'],
      ['Milz', 'llm'],
    ]);
    expect(disputed.size).toBe(0);
  });

  it('keeps what the model left out, so that a model cannot make a mention vanish', () => {
    const { mentions, disputed } = combineMentions(
      ofModel(['Milz', idOf('pancreas')]),
      lexicon.extract(text, 'de'),
    );
    expect(mentions.map(({ surface, rule }) => [surface, rule])).toEqual([
      ['Leber', 'lexicon'],
      ['Milz', 'llm'],
      ['Milz', 'lexicon'],
    ]);
    expect([...disputed]).toEqual([
      [idOf('pancreas'), 'llm'],
      [liver, 'lexicon'],
      [idOf('spleen'), 'lexicon'],
    ]);
  });
});
