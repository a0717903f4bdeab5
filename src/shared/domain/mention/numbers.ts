import type { Token } from './tokens.ts';

const ORDINALS_EN = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
  'eleventh',
  'twelfth',
];
const ORDINALS_DE = [
  'erst',
  'zweit',
  'dritt',
  'viert',
  'fuenft',
  'sechst',
  'siebt',
  'acht',
  'neunt',
  'zehnt',
  'elft',
  'zwoelft',
];
const ORDINAL_ENDINGS_EN = new Set(['st', 'nd', 'rd', 'th']);
const ROMAN = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii'];

/** A number or ordinal as written, with the tokens it takes. */
export interface Ordinal {
  readonly value: number;
  readonly first: number;
  readonly last: number;
}

/** "8.", "8", "8th", "eighth", "achte" at a token. */
export function ordinalAt(tokens: readonly Token[], at: number): Ordinal | undefined {
  const token = tokens[at];
  if (token?.kind === 'number' && token.text.length <= 2) {
    const next = tokens[at + 1];
    const takesNext =
      next?.glued &&
      (ORDINAL_ENDINGS_EN.has(next.folded) || (next.text === '.' && !endsSentence(tokens, at + 1)));
    return { value: Number(token.text), first: at, last: takesNext ? at + 1 : at };
  }
  const value = token?.kind === 'word' ? ordinalWord(token.folded) : 0;
  return value > 0 ? { value, first: at, last: at } : undefined;
}

/** A dot after a number ends the sentence at the end of the text and before a capital, unless a numbered noun or a side follows. */
export function endsSentence(tokens: readonly Token[], dot: number): boolean {
  const next = tokens[dot + 1];
  if (!next) return true;
  return next.kind === 'word' && /^\p{Lu}/u.test(next.text) && !NUMBERED.test(next.folded);
}

const NUMBERED = /^(ripp|cost|kost|rib|hals|brust|lenden|wirbel|hwk|bwk|lwk|re$|li$|link|recht)/;

/** Ordinal words of both languages, German ones in all inflections, with their values. */
const ORDINAL_WORDS: ReadonlyMap<string, number> = new Map([
  ...ORDINALS_EN.map((word, i) => [word, i + 1] as const),
  ...ORDINALS_DE.flatMap((stem, i) =>
    ['e', 'en', 'er', 'es', 'em'].map((ending) => [stem + ending, i + 1] as const),
  ),
]);

/** 1-12 for an ordinal word, 0 for any other. */
function ordinalWord(folded: string): number {
  return ORDINAL_WORDS.get(folded) ?? 0;
}

/** 1-12 for a Roman numeral, 0 for any other word. */
export function romanValue(text: string): number {
  return ROMAN.indexOf(text.toLowerCase()) + 1;
}

/** What stands between two members of an enumeration, with its last token ("," and "and" in ", and" are one joint). */
export interface Joint {
  readonly kind: 'and' | 'range';
  readonly last: number;
}

const RANGE_WORDS = new Set([
  'bis',
  'to',
  'through',
  'thru',
  'until',
  '-',
  '\u2013',
  '\u2014',
  '\u2010',
  '\u2011',
]);
const AND_WORDS = new Set(['und', 'and', 'sowie', '/', ',', '&', 'or', 'oder', '+', 'u', 'et', 'bzw']);

/** The joint at a token: "und", "/", ",", ", and", "bzw.", "u.", or a range word or dash. */
export function jointAt(tokens: readonly Token[], at: number): Joint | undefined {
  const token = tokens[at];
  if (!token) return undefined;
  if (RANGE_WORDS.has(token.folded)) return { kind: 'range', last: at };
  if (!AND_WORDS.has(token.folded)) return undefined;
  const next = tokens[at + 1];
  const isAbbreviation = token.folded === 'u' || token.folded === 'bzw';
  if (isAbbreviation && next?.text === '.' && next.glued) return { kind: 'and', last: at + 1 };
  const isDouble = token.text === ',' && next?.kind === 'word' && AND_WORDS.has(next.folded);
  return isDouble ? jointAt(tokens, at + 1) : { kind: 'and', last: at };
}

const UNITS = new Set([
  'mm',
  'cm',
  'm',
  'ml',
  'x',
  '%',
  'mal',
  'grad',
  'he',
  'hu',
  'fach',
  'jahre',
  'jahren',
  'monate',
  'monaten',
  'wochen',
  'tage',
  'tagen',
  'years',
  'year',
  'months',
  'weeks',
  'days',
  'kg',
  'min',
  'uhr',
]);

/** A number that is a measure: "3 mm", "5,1", "7 x 4". */
export function isMeasure(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1];
  if (!next) return false;
  const isDecimal =
    next.glued &&
    (next.text === ',' || next.text === '.') &&
    tokens[at + 2]?.kind === 'number' &&
    tokens[at + 2]!.glued;
  return isDecimal || UNITS.has(next.folded);
}
