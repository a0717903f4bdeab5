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

/** "8.", "8", "8th", "eighth", "achte", "VIII" at a token. */
export function ordinalAt(tokens: readonly Token[], at: number): Ordinal | undefined {
  const token = tokens[at];
  if (token?.kind === 'number' && token.text.length <= 2) {
    const next = tokens[at + 1];
    const takesNext = next?.glued && (next.text === '.' || ORDINAL_ENDINGS_EN.has(next.folded));
    return { value: Number(token.text), first: at, last: takesNext ? at + 1 : at };
  }
  const value = token?.kind === 'word' ? ordinalWord(token.folded) : 0;
  return value > 0 ? { value, first: at, last: at } : undefined;
}

/** 1-12 for an ordinal word, 0 for any other. */
function ordinalWord(folded: string): number {
  const english = ORDINALS_EN.indexOf(folded);
  if (english >= 0) return english + 1;
  const stem = folded.replace(/e[nrsm]?$/, '');
  return stem === folded ? 0 : ORDINALS_DE.indexOf(stem) + 1;
}

/** 1-12 for a Roman numeral, 0 for any other word. */
export function romanValue(text: string): number {
  return ROMAN.indexOf(text.toLowerCase()) + 1;
}

/** What stands between two members of an enumeration. */
export type Joint = 'and' | 'range';

const RANGE_WORDS = new Set(['bis', 'to', 'through', 'thru', 'until']);
const AND_WORDS = new Set(['und', 'and', 'sowie', '/', ',', '&', 'or', 'oder', '+']);

/** The joint at a token: "und", "/", "," or a range word or dash. */
export function jointAt(tokens: readonly Token[], at: number): Joint | undefined {
  const token = tokens[at];
  if (!token) return undefined;
  if (RANGE_WORDS.has(token.folded) || token.text === '-' || token.text === '–' || token.text === '—')
    return 'range';
  return AND_WORDS.has(token.folded) ? 'and' : undefined;
}
