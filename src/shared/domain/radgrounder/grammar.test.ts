import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GrammarState, START, advance, allowed } from './grammar.ts';
import { parseMarkup, withoutTags, writeMarkup } from './markup.ts';
import { createVocabulary } from './vocabulary.ts';

const numbered = (name: string, count: number, digits: number): string[] =>
  Array.from({ length: count }, (_, at) => `<${name}${String(at).padStart(digits, '0')}>`);
const TOKENS = [
  '<pad>',
  '<eos>',
  '<bos>',
  '▁',
  '>',
  '>o',
  'liver',
  ' and',
  'x',
  '<image>',
  '<p bbox=',
  '</p>',
  'id=',
  ...numbered('loc', 1024, 4),
  ...numbered('seg', 128, 3),
];
const vocabulary = createVocabulary({
  tokens: TOKENS,
  special: new Set([0, 1, 2, ...TOKENS.keys()].filter((id) => id < 3 || id > 8)),
  endIds: new Set([1]),
  pad: 0,
  begin: 2,
  bins: 512,
});
const id = (token: string): number => TOKENS.indexOf(token);
const write = (tokens: readonly number[]): string =>
  tokens.map((token) => (token === 1 ? '' : TOKENS[token]!.replaceAll('▁', ' '))).join('');

/** Every token that the grammar lets through. */
function choices(state: GrammarState, left: number): number[] {
  const { classes, minBin } = allowed(state, left);
  return [...TOKENS.keys()].filter((token) => {
    if (!((classes >> vocabulary.classes[token]!) & 1)) return false;
    const bin = token - vocabulary.firstLocation;
    return state.at !== 'location' || bin >= minBin;
  });
}

describe('the grammar of tags', () => {
  it('reads a tag as it is written in training files', () => {
    let state = START;
    for (const token of [
      '<p bbox=',
      '<loc0100>',
      '<loc0200>',
      '<loc0300>',
      '<loc0400>',
      '▁',
      'id=',
      '<seg005>',
      '>',
      'liver',
      '</p>',
    ])
      state = advance(state, id(token), vocabulary);
    expect(state).toEqual(START);
    expect(advance(state, id('<eos>'), vocabulary)).toEqual({ at: 'ended' });
  });

  it('lets no stray bin, class, image or padding into words', () => {
    const words = choices(START, 100).map((token) => TOKENS[token]);
    expect(words).toEqual(['<eos>', '▁', '>', '>o', 'liver', ' and', 'x', '<p bbox=']);
    expect(() => advance(START, id('<loc0001>'), vocabulary)).toThrow(RangeError);
  });

  it('keeps the far edge from lying before the near one, and bins within the 512', () => {
    const after = [100, 200].reduce<GrammarState>(
      (state, bin) => advance(state, vocabulary.firstLocation + bin, vocabulary),
      advance(START, id('<p bbox='), vocabulary),
    );
    const bins = choices(after, 100).map((token) => token - vocabulary.firstLocation);
    expect([bins[0], bins.at(-1)]).toEqual([100, 512]);
  });

  it('allows the 121 classes', () => {
    const ids = choices({ at: 'segment' }, 100).map((token) => TOKENS[token]);
    expect([ids[0], ids.at(-1), ids.length]).toEqual(['<seg001>', '<seg121>', 121]);
  });

  it('whatever the model wants: tags are whole within the tokens that are left, and are read back as written', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.array(fc.nat(), { minLength: 60, maxLength: 60 }),
        (cap, wishes) => {
          const tokens: number[] = [];
          let state = START;
          while (tokens.length < cap && state.at !== 'ended') {
            const open = choices(state, cap - tokens.length);
            // Tags are rare among all tokens; every second wish takes one where it may.
            const wish = wishes[tokens.length]!;
            const token =
              wish % 2 === 0 && open.includes(id('<p bbox=')) ? id('<p bbox=') : open[wish % open.length]!;
            tokens.push(token);
            state = advance(state, token, vocabulary);
          }
          const markup = write(tokens);
          expect(['words', 'ended']).toContain(state.at);
          expect(writeMarkup(withoutTags(parseMarkup(markup)))).toBe(markup);
        },
      ),
    );
  });
});

describe('createVocabulary', () => {
  it('names the token that a tokenizer lacks', () => {
    const source = { special: new Set<number>(), endIds: new Set([1]), pad: 0, begin: 2, bins: 512 };
    expect(() => createVocabulary({ ...source, tokens: TOKENS.filter((token) => token !== '</p>') })).toThrow(
      '</p>',
    );
    expect(() =>
      createVocabulary({ ...source, tokens: TOKENS.filter((token) => token !== '<loc0500>') }),
    ).toThrow('<loc0500>');
  });
});
