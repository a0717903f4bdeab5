import type { Candidate } from './candidate.ts';
import { ABBREVIATIONS, SIDE_WORDS, type SideWord } from './tables/side-words.ts';
import type { Token } from './tokens.ts';

/** A candidate whose side is known, with the span that now includes the side's words. */
export interface Sided {
  readonly candidate: Candidate;
  readonly side: SideWord;
}

const JOINING = new Set(['und', 'and', 'sowie', 'bzw', 'or', 'oder', '/', '&']);
/** Words that end a noun phrase when one looks back from its noun. */
const PHRASE_BORDERS = new Set([
  'der',
  'die',
  'das',
  'des',
  'dem',
  'den',
  'im',
  'in',
  'am',
  'an',
  'mit',
  'von',
  'vom',
  'zur',
  'zum',
  'und',
  'sowie',
  'the',
  'of',
  'with',
  'and',
  'or',
  'to',
  'at',
  'on',
  'from',
  'bei',
  'ohne',
  'kein',
  'keine',
  'no',
  'is',
  'ist',
  'sind',
  'are',
  'auf',
  'bis',
  'a',
  'an',
]);
const LOOK_BACK = 3;
const REACH = 40;

export function sideOfToken(token: Token | undefined): SideWord | undefined {
  return token?.kind === 'word' ? SIDE_WORDS.get(token.folded) : undefined;
}

/** Side words that belong to some phrase already; others may borrow only what is left. */
export type UsedSides = Set<number>;

/**
 * Side stated in the phrase itself: before the noun ("linke untere Niere"), after it ("Niere links", "Niere (links)",
 * "ribs on the left"), or in a coordination ("rechte und linke Niere", which yields two).
 */
export function phraseSide(tokens: readonly Token[], candidate: Candidate, used: UsedSides): Sided[] {
  return sideBefore(tokens, candidate, used) ?? sideAfter(tokens, candidate, used) ?? [];
}

/** Side stated elsewhere in the clause and claimed by no phrase: the nearest one after, else the nearest before. */
export function clauseSide(
  tokens: readonly Token[],
  candidate: Candidate,
  used: UsedSides,
): SideWord | undefined {
  const look = (from: number, step: 1 | -1): SideWord | undefined => {
    for (let at = from; isNear(tokens, at, from); at += step) {
      const side = sideOfToken(tokens[at]);
      if (side && !used.has(at)) return side;
    }
    return undefined;
  };
  return look(candidate.last + 1, 1) ?? look(candidate.first - 1, -1);
}

/** Within the clause and within reach; the reach keeps the search linear on endless sentences. */
function isNear(tokens: readonly Token[], at: number, from: number): boolean {
  return at >= 0 && at < tokens.length && Math.abs(at - from) < REACH && !endsClause(tokens, at);
}

/** True at marks that separate clauses; not at the dot of an abbreviation, an ordinal or a decimal. */
export function endsClause(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at]!;
  if (token.kind !== 'mark') return false;
  if (token.text === ',' || token.text === ';' || token.text === ':') return true;
  if (token.text !== '.') return false;
  const before = tokens[at - 1];
  if (!before || !token.glued) return true;
  // "… 12 mm. Die Milz" ends a clause, "der 8. Rippe" does not.
  if (before.kind === 'number')
    return /^[A-Z]/.test(tokens[at + 1]?.text ?? '') && !isRibNoun(tokens[at + 1]!);
  return !ABBREVIATIONS.has(before.folded);
}

function isRibNoun(token: Token): boolean {
  return token.folded.startsWith('rippe') || token.folded.includes('wirbel');
}

function sideBefore(tokens: readonly Token[], candidate: Candidate, used: UsedSides): Sided[] | undefined {
  for (let at = candidate.first - 1, steps = 0; at >= 0 && steps <= LOOK_BACK; at -= 1, steps += 1) {
    const token = tokens[at]!;
    const isDot = token.text === '.' && sideOfToken(tokens[at - 1]) !== undefined;
    if (isDot) continue;
    const side = sideOfToken(token);
    if (side) {
      used.add(at);
      const grown = { ...candidate, start: token.start };
      return [...coordinated(tokens, at, candidate, used), { candidate: grown, side }];
    }
    if (token.kind !== 'word' || PHRASE_BORDERS.has(token.folded)) return undefined;
  }
  return undefined;
}

/** "Rechte und linke Niere": the side word before the conjunction is a mention of its own. */
function coordinated(tokens: readonly Token[], at: number, candidate: Candidate, used: UsedSides): Sided[] {
  const conjunction = tokens[at - 1];
  const other = tokens[at - 2];
  const side = sideOfToken(other);
  if (!conjunction || !other || !side || !JOINING.has(conjunction.folded)) return [];
  used.add(at - 2);
  return [
    { candidate: { ...candidate, start: other.start, end: other.end, rule: 'side-coordination' }, side },
  ];
}

function sideAfter(tokens: readonly Token[], candidate: Candidate, used: UsedSides): Sided[] | undefined {
  const next = candidate.last + 1;
  const offset = tokens[next]?.text === '(' || tokens[next]?.text === '-' ? 1 : onThe(tokens, next);
  const at = next + offset;
  const side = sideOfToken(tokens[at]);
  if (!side) return undefined;
  used.add(at);
  const secondSide = JOINING.has(tokens[at + 1]?.folded ?? '') ? sideOfToken(tokens[at + 2]) : undefined;
  if (secondSide && secondSide !== side && side !== 'both') {
    used.add(at + 2);
    return [{ candidate, side: 'both' }];
  }
  const isBracketed = tokens[next]?.text === '(';
  const isAdverb = tokens[at]!.folded === 'bilaterally';
  const extend = candidate.grows && !isBracketed && !isAdverb && isPostposed(tokens, at);
  return [{ candidate: extend ? { ...candidate, end: endWithDot(tokens, at) } : candidate, side }];
}

/** German adjectives behind a noun open the next phrase: "Leber, linke Niere" without its comma. */
function isPostposed(tokens: readonly Token[], at: number): boolean {
  return !/^(link|recht)(e|en|er|es|em)$/.test(tokens[at]!.folded);
}

/** Number of tokens in "on the" / "auf der" / "on" before a side word. */
function onThe(tokens: readonly Token[], at: number): number {
  const [first, second] = [tokens[at]?.folded, tokens[at + 1]?.folded];
  if ((first === 'on' && second === 'the') || (first === 'auf' && second === 'der')) return 2;
  return first === 'on' ? 1 : 0;
}

/** End of a token, with the dot that makes it an abbreviation. */
export function endWithDot(tokens: readonly Token[], at: number): number {
  const token = tokens[at]!;
  const dot = tokens[at + 1];
  return ABBREVIATIONS.has(token.folded) && dot?.text === '.' && dot.glued ? dot.end : token.end;
}
