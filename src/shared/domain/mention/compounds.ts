import type { Candidate } from './candidate.ts';
import { foldWithOffsets } from './fold.ts';
import type { Lexicon, Sense } from './lexicon.ts';
import {
  ADJECTIVE_STEMS,
  COMPOUND_PARTS,
  DERIVED_ENDINGS,
  NO_STEMS,
  ORGAN_TAILS,
  OUTSIDE_HEADS,
  OUTSIDE_WORDS,
} from './tables/compounds-de.ts';
import type { Token } from './tokens.ts';

const SHORTEST_STEM = 4;
const LONGEST_STEM = 24;
const LONGEST_PART = Math.max(...COMPOUND_PARTS.map(({ length }) => length));
const PARTS = new Set(COMPOUND_PARTS);
const LINKS = ['en', 'n', 's', 'es', ''] as const;
const DECLENSIONS = new Set(['', 's', 'es', 'n', 'en', 'e', 'er', 'ern', 'em']);

/**
 * German compounds. "Leberzyste" names the liver by its stem; "Nierenbecken" is a part of the kidney, so the whole word
 * is the mention; "Lebervene" and "Splenektomie" name something outside the schema; "Restleber" ends in the organ.
 * One pass over the word's prefixes: linear in its (bounded) length.
 */
export function compound(lexicon: Lexicon, token: Token, index: number): Candidate | undefined {
  if (OUTSIDE_WORDS.some((word) => token.folded.startsWith(word))) return outside(token, index);
  return stemFirst(lexicon, token, index) ?? organLast(lexicon, token, index);
}

function stemFirst(lexicon: Lexicon, token: Token, index: number): Candidate | undefined {
  const word = token.folded;
  if (isAdjective(word)) return undefined;
  for (let length = Math.min(LONGEST_STEM, word.length - 2); length >= SHORTEST_STEM; length -= 1) {
    const stem = organStem(lexicon, word.slice(0, length));
    if (!stem) continue;
    const rest = word.slice(length);
    if (OUTSIDE_HEADS.some((head) => rest.includes(head))) return outside(token, index);
    const partEnd = length + partsLength(rest);
    if (DECLENSIONS.has(word.slice(partEnd)) && partEnd > length)
      return candidate(token, index, { sense: stem, end: token.end, rule: 'compound-part' });
    if (DERIVED_ENDINGS.some((ending) => rest.startsWith(ending))) continue;
    const end = token.start + originalLength(token.text, partEnd);
    return candidate(token, index, { sense: stem, end, rule: 'compound-finding' });
  }
  return undefined;
}

/** "Tracheale Einengung": the adjective alone names no part. */
function isAdjective(word: string): boolean {
  return [...ADJECTIVE_STEMS.keys()].some(
    (stem) => word.startsWith(stem) && DECLENSIONS.has(word.slice(stem.length)),
  );
}

/** The sense of a part whose organ stands elsewhere: "-schwanz" after "Pankreas". */
export function partSense(lexicon: Lexicon, organ: string, part: string): Sense | undefined {
  const isPart = DECLENSIONS.has(part.slice(partsLength(part))) && partsLength(part) > 0;
  return isPart ? organStem(lexicon, organ) : undefined;
}

/** Stem as it stands in compounds: the word itself, or the word with a linking -n-, -en-. */
function organStem(lexicon: Lexicon, prefix: string): Sense | undefined {
  if (NO_STEMS.has(prefix)) return undefined;
  const direct = lexicon.stems.get(ADJECTIVE_STEMS.get(prefix) ?? prefix);
  const sense =
    direct ??
    (prefix.endsWith('en')
      ? (lexicon.stems.get(prefix.slice(0, -1)) ?? feminine(lexicon, prefix))
      : undefined);
  return sense?.template === '' ? undefined : sense;
}

/** Latin feminines change their ending in compounds: Aorta → Aorten-, Skapula → Skapula-. */
function feminine(lexicon: Lexicon, prefix: string): Sense | undefined {
  return lexicon.stems.get(`${prefix.slice(0, -2)}a`);
}

/** How much of what follows the stem names parts of the organ: "becken|kelch|system" wholly, "kopf|karzinom" in part. */
function partsLength(rest: string): number {
  let at = 0;
  for (let next = partAt(rest, 0); next > at; next = partAt(rest, at)) at = next;
  return at;
}

function partAt(rest: string, from: number): number {
  for (const link of from === 0 ? [''] : LINKS) {
    if (!rest.startsWith(link, from)) continue;
    const start = from + link.length;
    for (let length = Math.min(LONGEST_PART, rest.length - start); length >= 3; length -= 1)
      if (PARTS.has(rest.slice(start, start + length))) return start + length;
  }
  return from;
}

function organLast(lexicon: Lexicon, token: Token, index: number): Candidate | undefined {
  const word = token.folded;
  const tail = ORGAN_TAILS.find((organ) => word.endsWith(organ) && word.length >= organ.length + 3);
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

/** Characters of the original word that make up the first `length` folded ones. */
function originalLength(text: string, length: number): number {
  return foldWithOffsets(text).offsets[length]!;
}
