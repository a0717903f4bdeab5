import type { Candidate } from './candidate.ts';
import { jointAt, romanValue } from './numbers.ts';
import type { Token } from './tokens.ts';

const SEGMENT_NOUN = /^(leber)?segment(e|en|es|s)?$/;
const OWNER = new Set(['leber', 'liver']);
const LIVER_ADJECTIVES = new Set(['liver', 'hepatic', 'leber']);
const COUINAUD = 8;

/** "Segment IVa", "Lebersegment II/III", "liver segment 4a", "Segment VI der Leber": Couinaud's segments of the liver. */
export function liverSegmentsAt(tokens: readonly Token[], at: number): Candidate[] | undefined {
  const first =
    LIVER_ADJECTIVES.has(tokens[at]!.folded) && SEGMENT_NOUN.test(tokens[at + 1]?.folded ?? '')
      ? at
      : undefined;
  const noun = first === undefined ? at : at + 1;
  if (!SEGMENT_NOUN.test(tokens[noun]!.folded)) return undefined;
  const named = first !== undefined || tokens[noun]!.folded.startsWith('leber');
  let last = segmentNumber(tokens, noun + 1, named);
  if (last === undefined) return undefined;
  while (jointAt(tokens, last + 1)) {
    const next = segmentNumber(tokens, last + 2, named);
    if (next === undefined) break;
    last = next;
  }
  const owner = ['der', 'of'].includes(tokens[last + 1]?.folded ?? '')
    ? [last + 2, last + 3].find((index) => OWNER.has(tokens[index]?.folded ?? ''))
    : undefined;
  const end = owner ?? last;
  const start = first ?? noun;
  return [
    {
      first: start,
      last: end,
      start: tokens[start]!.start,
      end: tokens[end]!.end,
      template: 'liver',
      isPlural: false,
      rule: 'liver-segment',
      grows: false,
    },
  ];
}

/** Last token of a segment's number; Arabic digits count only where the liver is named, for lungs have segments too. */
function segmentNumber(tokens: readonly Token[], at: number, allowArabic: boolean): number | undefined {
  const token = tokens[at];
  if (token?.kind === 'word') {
    const roman = token.folded.replace(/[ab]$/, '');
    const value = romanValue(roman) || romanValue(token.folded);
    return value >= 1 && value <= COUINAUD ? at : undefined;
  }
  if (token?.kind !== 'number' || !allowArabic || Number(token.text) > COUINAUD) return undefined;
  const letter = tokens[at + 1];
  return letter?.glued && /^[ab]$/.test(letter.folded) ? at + 1 : at;
}
