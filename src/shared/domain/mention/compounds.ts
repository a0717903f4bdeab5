import type { Candidate } from './candidate.ts';
import { foldWithOffsets } from './fold.ts';
import type { Lexicon, Sense } from './lexicon.ts';
import { COMPOUND_PARTS, OUTSIDE_HEADS, ORGAN_TAILS } from './tables/compounds-de.ts';
import type { Token } from './tokens.ts';

const SHORTEST_STEM = 4;
const LONGEST_STEM = 24;

/**
 * German compounds. "Leberzyste" names the liver by its stem; "Nierenbecken" is a part of the kidney, so the whole word
 * is the mention; "Lebervene" and "Splenektomie" name something outside the schema; "Restleber" ends in the organ.
 * One pass over the word's prefixes: linear in its (bounded) length.
 */
export function compound(lexicon: Lexicon, token: Token, index: number): Candidate | undefined {
  return stemFirst(lexicon, token, index) ?? organLast(lexicon, token, index);
}

function stemFirst(lexicon: Lexicon, token: Token, index: number): Candidate | undefined {
  const word = token.folded;
  for (let length = Math.min(LONGEST_STEM, word.length - 2); length >= SHORTEST_STEM; length -= 1) {
    const stem = organStem(lexicon, word.slice(0, length));
    if (!stem) continue;
    const rest = word.slice(length);
    if (OUTSIDE_HEADS.some((head) => rest.includes(head))) return outside(token, index);
    if (startsWithAny(rest, COMPOUND_PARTS))
      return candidate(token, index, { sense: stem, end: token.end, rule: 'compound-part' });
    return candidate(token, index, {
      sense: stem,
      end: token.start + originalLength(token.text, length),
      rule: 'compound-finding',
    });
  }
  return undefined;
}

/** Stem as it stands in compounds: the word itself, or the word with a linking -n-, -en-, -s-. */
function organStem(lexicon: Lexicon, prefix: string): Sense | undefined {
  const direct = lexicon.stems.get(prefix);
  const sense =
    direct ??
    (prefix.endsWith('en') ? (lexicon.stems.get(prefix.slice(0, -1)) ?? aorta(lexicon, prefix)) : undefined);
  return sense?.template === '' ? undefined : sense;
}

/** Latin feminines change their ending in compounds: Aorta → Aorten-, Trachea → Tracheal-. */
function aorta(lexicon: Lexicon, prefix: string): Sense | undefined {
  return prefix.endsWith('en') ? lexicon.stems.get(`${prefix.slice(0, -2)}a`) : undefined;
}

function organLast(lexicon: Lexicon, token: Token, index: number): Candidate | undefined {
  const tail = ORGAN_TAILS.find(
    (organ) => token.folded.endsWith(organ) && token.folded.length >= organ.length + 3,
  );
  const sense = tail === undefined ? undefined : lexicon.stems.get(tail);
  return sense && candidate(token, index, { sense, end: token.end, rule: 'compound-organ' });
}

function candidate(
  token: Token,
  index: number,
  found: { sense: Sense; end: number; rule: string },
): Candidate {
  const { sense, end, rule } = found;
  const isWhole = end === token.end;
  // The stem of "Nierenstein" is a plural in form only.
  const isPlural = isWhole && rule !== 'compound-part' && sense.isPlural;
  return {
    first: index,
    last: index,
    start: token.start,
    end,
    template: sense.template,
    isPlural,
    rule,
    grows: isWhole,
  };
}

function outside(token: Token, index: number): Candidate {
  return {
    first: index,
    last: index,
    start: token.start,
    end: token.end,
    template: '',
    isPlural: false,
    rule: 'outside',
    grows: false,
  };
}

function startsWithAny(text: string, heads: readonly string[]): boolean {
  return heads.some((head) => text.startsWith(head));
}

/** Characters of the original word that make up the first `length` folded ones. */
function originalLength(text: string, length: number): number {
  return foldWithOffsets(text).offsets[length]!;
}
