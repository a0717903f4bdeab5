import type { Candidate } from './candidate.ts';
import { endsClause } from './clause-ends.ts';
import { isPaired } from './lexicon.ts';
import type { Language } from './mention.ts';
import { isModifier } from './modifiers.ts';
import {
  ABBREVIATIONS,
  COMPARING,
  JOINING,
  SIDE_WORDS,
  type SideWord,
  isShortSide,
} from './tables/side-words.ts';
import type { Token } from './tokens.ts';

/** A candidate whose side is known, with the span that now includes the side's words. */
export interface Sided {
  readonly candidate: Candidate;
  readonly side: SideWord;
}

/** Words between a noun and the side before it: "linke untere laterale Niere". */
const LOOK_BACK = 4;
/** Tokens that comparing "rechts mehr als links" may take. */
const LOOK_AHEAD = 6;
const REACH = 40;

/** The side that a word states; "LI" of "LI-RADS" and "re" of "re-staging" state none. */
export function sideOfToken(tokens: readonly Token[], at: number): SideWord | undefined {
  const token = tokens[at];
  if (token?.kind !== 'word') return undefined;
  const side = SIDE_WORDS.get(token.folded);
  if (!side || !isShortSide(token.folded)) return side;
  const next = tokens[at + 1];
  return next?.glued && (next.text === '-' || next.text === ':' || next.kind === 'number') ? undefined : side;
}

/** "R adrenal gland", "L. Niere", "kidney (R)": single capitals count only next to a paired structure. */
function sideOfLetter(token: Token | undefined): SideWord | undefined {
  if (token?.text === 'R') return 'right';
  return token?.text === 'L' ? 'left' : undefined;
}

/** Side words that belong to some phrase already, with the first token of that phrase; others may borrow only what is left. */
export type UsedSides = Map<number, number>;

/** What phrases of one caption share. */
export interface Sides {
  readonly tokens: readonly Token[];
  readonly language: Language;
  readonly used: UsedSides;
}

/**
 * Side stated in the phrase itself: before the noun ("linke untere Niere"), after it ("Niere links", "Niere (links)",
 * "ribs on the left"), or in a coordination ("rechte und linke Niere", which yields two).
 */
export function phraseSide(sides: Sides, candidate: Candidate): Sided[] {
  return sideInside(sides, candidate) ?? sideBefore(sides, candidate) ?? sideAfter(sides, candidate) ?? [];
}

/** Side stated elsewhere in the clause and claimed by no phrase: the nearest one after, else the nearest before. */
export function clauseSide(
  { tokens, used }: Sides,
  { first, last }: Pick<Candidate, 'first' | 'last'>,
): SideWord | undefined {
  const look = (from: number, step: 1 | -1): SideWord | undefined => {
    for (let at = from; at >= 0 && at < tokens.length && Math.abs(at - from) < REACH; at += step) {
      // "Rechts: Niere gestaut": a heading rules what follows it.
      if (endsClause(tokens, at) && !(step === 1 ? isLoneSideNext(tokens, at) : tokens[at]!.text === ':'))
        return undefined;
      const side = sideOfToken(tokens, at);
      if (side && !used.has(at)) return secondSide(tokens, at, side) === undefined ? side : 'both';
    }
    return undefined;
  };
  return look(last + 1, 1) ?? look(first - 1, -1);
}

/** "Humeral head fracture, right.": a comma before nothing but the side. */
function isLoneSideNext(tokens: readonly Token[], comma: number): boolean {
  if (tokens[comma]!.text !== ',' || sideOfToken(tokens, comma + 1) === undefined) return false;
  const end = comma + 2;
  const isLast = end >= tokens.length || (tokens[end]!.text === '.' && end === tokens.length - 1);
  return isLast || (endsClause(tokens, end) && tokens[end]!.text !== ',');
}

/** "12th right rib": the number stands before the side. */
function sideInside({ tokens, used }: Sides, candidate: Candidate): Sided[] | undefined {
  if (candidate.rule !== 'rib' && candidate.rule !== 'lexicon') return undefined;
  for (let at = candidate.first + 1; at < candidate.last; at += 1) {
    const side = isPaired(candidate.template) ? sideOfToken(tokens, at) : undefined;
    if (!side) continue;
    used.set(at, candidate.first);
    return [{ candidate, side }];
  }
  return undefined;
}

function sideBefore({ tokens, language, used }: Sides, candidate: Candidate): Sided[] | undefined {
  for (let at = candidate.first - 1, steps = 0; at >= 0 && steps <= LOOK_BACK; at -= 1, steps += 1) {
    const token = tokens[at]!;
    const isAdjacent =
      at === candidate.first - 1 || (at === candidate.first - 2 && tokens[at + 1]!.text === '.');
    const letter = isAdjacent && isPaired(candidate.template) ? sideOfLetter(token) : undefined;
    const side = sideOfToken(tokens, at) ?? letter;
    if (side) {
      if (isPostposed(token) && (used.get(at) ?? candidate.first) !== candidate.first) return undefined;
      used.set(at, candidate.first);
      // "Right-sided psoas": where it lies, not what it is called.
      const isSided = tokens[at + 1]?.text === '-' && tokens[at + 1]!.glued;
      const grown = isSided ? candidate : { ...candidate, start: token.start };
      return [...coordinated(tokens, at, candidate, used), { candidate: grown, side }];
    }
    const before = tokens[at - 1];
    const isDot =
      token.text === '.' &&
      !endsClause(tokens, at) &&
      (sideOfToken(tokens, at - 1) !== undefined || sideOfLetter(before) !== undefined);
    if (isDot || (token.text === '-' && token.glued)) continue;
    if (!isModifier(token, language)) return undefined;
  }
  return undefined;
}

/** "Rechte und linke Niere": the side word before the conjunction is a mention of its own. */
function coordinated(tokens: readonly Token[], at: number, candidate: Candidate, used: UsedSides): Sided[] {
  const conjunction = tokens[at - 1];
  if (!conjunction || !isPaired(candidate.template)) return [];
  const isDotted =
    conjunction.text === '.' && (tokens[at - 2]?.folded === 'u' || sideOfToken(tokens, at - 2));
  const end = isDotted ? at - 2 : at - 1;
  if (!JOINING.has(tokens[end]?.folded ?? '') && !isDotted) return [];
  const from = tokens[end - 1]?.text === '.' ? end - 2 : end - 1;
  const [other, own] = [sideOfToken(tokens, from), sideOfToken(tokens, at)];
  if (!other || !own || other === own || other === 'both' || own === 'both') return [];
  used.set(from, candidate.first);
  const { start, end: last } = tokens[from]!;
  return [{ candidate: { ...candidate, start, end: last, rule: 'side-coordination' }, side: other }];
}

function sideAfter({ tokens, language, used }: Sides, candidate: Candidate): Sided[] | undefined {
  // "Prostata rechts apikal": the side of an unpaired organ says where in it, not which.
  if (!isPaired(candidate.template)) return undefined;
  const next = candidate.last + (hasDot(tokens, candidate.last) ? 2 : 1);
  const opening = tokens[next]?.text;
  const offset = opening === '(' || opening === '-' || opening === '[' ? 1 : onThe(tokens, next);
  const at = next + offset;
  const letter = offset === 0 || opening === '(' ? loneLetter(tokens, at) : undefined;
  const side = sideOfToken(tokens, at) ?? letter;
  // German adjectives behind a noun open the next phrase: "Leber, linke Niere" without its comma.
  if (!side || (!letter && !isPostposed(tokens[at]!) && offset === 0)) return undefined;
  if (language === 'en' && opensNextPhrase(tokens, at)) return undefined;
  used.set(at, candidate.first);
  const second = secondSide(tokens, at, side);
  if (second !== undefined) {
    used.set(second, candidate.first);
    return [{ candidate, side: 'both' }];
  }
  const isBracketed = opening === '(' || opening === '[';
  const isAdverb = tokens[at]!.folded === 'bilaterally';
  const extend = candidate.grows && !isBracketed && !isAdverb && isPostposed(tokens[at]!);
  return [{ candidate: extend ? { ...candidate, end: endWithDot(tokens, at) } : candidate, side }];
}

function isPostposed({ folded }: Token): boolean {
  return !/^(link|recht)(e|en|er|es|em)$/.test(folded);
}

/** "Kidney left adrenal" without its comma: an English side directly before the next noun is read as that noun's. */
function opensNextPhrase(tokens: readonly Token[], at: number): boolean {
  const { folded } = tokens[at]!;
  const next = tokens[at + 1];
  return (folded === 'left' || folded === 'right') && next?.kind === 'word' && isModifier(next, 'en');
}

/** "Kidney R:", "NN L." but not "L 4" nor "R > L". */
function loneLetter(tokens: readonly Token[], at: number): SideWord | undefined {
  const next = tokens[at + 1];
  return next === undefined || (next.kind === 'mark' && next.text !== '-')
    ? sideOfLetter(tokens[at])
    : undefined;
}

/** The other side, where two are joined or compared: "rechts und links", "re. > li.", "right more than left". */
function secondSide(tokens: readonly Token[], at: number, side: SideWord): number | undefined {
  if (side === 'both') return undefined;
  let hasJoint = false;
  for (let next = at + 1; next <= at + LOOK_AHEAD; next += 1) {
    const token = tokens[next];
    if (!token) return undefined;
    const other = sideOfToken(tokens, next) ?? sideOfLetter(token);
    if (other) return hasJoint && other !== side ? next : undefined;
    if (token.text === '.' && token.glued && next === at + 1) continue;
    if (!JOINING.has(token.folded) && !COMPARING.has(token.folded) && token.text !== '.') return undefined;
    hasJoint = true;
  }
  return undefined;
}

/** Number of tokens in "on the" / "auf der" / "on" before a side word. */
function onThe(tokens: readonly Token[], at: number): number {
  const [first, second] = [tokens[at]?.folded, tokens[at + 1]?.folded];
  if ((first === 'on' && second === 'the') || (first === 'auf' && second === 'der')) return 2;
  return first === 'on' ? 1 : 0;
}

/** End of a token, with the dot that makes it an abbreviation. */
export function endWithDot(tokens: readonly Token[], at: number): number {
  return hasDot(tokens, at) ? tokens[at + 1]!.end : tokens[at]!.end;
}

function hasDot(tokens: readonly Token[], at: number): boolean {
  const dot = tokens[at + 1];
  return ABBREVIATIONS.has(tokens[at]!.folded) && dot?.text === '.' && dot.glued;
}
