import type { Candidate } from './candidate.ts';
import { endsClause } from './clause-ends.ts';
import { isPaired } from './lexicon.ts';
import type { Language } from './mention.ts';
import { type Sided, type Sides, clauseSide, phraseSide, sideOfToken } from './sides.ts';
import { COORDINATING } from './tables/function-words.ts';
import type { SideWord } from './tables/side-words.ts';
import type { Token } from './tokens.ts';

/**
 * Gives candidates their side. A side word belongs first to the phrase it stands in; then members of an enumeration share
 * theirs; then what is coordinated inherits it; what is left over may serve the clause, and at last a heading.
 * A singular paired structure that gets none is left out.
 */
export function resolveSides(
  tokens: readonly Token[],
  candidates: readonly Candidate[],
  language: Language,
): Sided[] {
  const sides: Sides = { tokens, language, used: new Map() };
  const inPhrase = candidates.map((candidate) => phraseSide(sides, candidate));
  const byGroup = sidesOfGroups(candidates, inPhrase);
  const resolved: (SideWord | undefined)[] = [];
  for (const [i, candidate] of candidates.entries()) {
    const own = inPhrase[i]!.at(-1)?.side ?? byGroup.get(candidate.group ?? -1);
    const isLone = own === undefined && isPaired(candidate.template) && !candidate.isPlural;
    resolved.push(own ?? (isLone ? inherited(tokens, candidates, { i, resolved, inPhrase }) : undefined));
  }
  return candidates.flatMap((candidate, i): Sided[] => {
    const own = inPhrase[i]!;
    if (!isPaired(candidate.template))
      return [{ candidate: own.at(-1)?.candidate ?? candidate, side: 'both' }];
    if (own.length > 0) return own;
    const side = resolved[i] ?? fromClause(sides, candidate, candidates);
    return side ? [{ candidate, side }] : [];
  });
}

function fromClause(
  sides: Sides,
  candidate: Candidate,
  candidates: readonly Candidate[],
): SideWord | undefined {
  if (candidate.isPlural) return 'both';
  const whole = groupSpan(candidate, candidates);
  return clauseSide(sides, whole) ?? headingSide(sides.tokens, candidate.first);
}

/** An enumeration looks for its side as one: before its first member and behind its last. */
function groupSpan(
  candidate: Candidate,
  candidates: readonly Candidate[],
): Pick<Candidate, 'first' | 'last'> {
  if (candidate.group === undefined) return candidate;
  let { first, last } = candidate;
  for (const one of candidates) {
    if (one.group !== candidate.group) continue;
    [first, last] = [Math.min(first, one.first), Math.max(last, one.last)];
  }
  return { first, last };
}

/** The side that members of an enumeration state, where they state only one. */
function sidesOfGroups(
  candidates: readonly Candidate[],
  inPhrase: readonly Sided[][],
): Map<number, SideWord> {
  const found = new Map<number, SideWord | 'several'>();
  for (const [i, { group }] of candidates.entries()) {
    const side = inPhrase[i]!.at(-1)?.side;
    if (group === undefined || side === undefined) continue;
    const known = found.get(group);
    found.set(group, known === undefined || known === side ? side : 'several');
  }
  return new Map([...found].filter((entry): entry is [number, SideWord] => entry[1] !== 'several'));
}

/** "Left femoral neck and greater trochanter", "Gluteus medius und minimus rechts": joined nouns share the side. */
function inherited(
  tokens: readonly Token[],
  candidates: readonly Candidate[],
  {
    i,
    resolved,
    inPhrase,
  }: { i: number; resolved: readonly (SideWord | undefined)[]; inPhrase: readonly Sided[][] },
): SideWord | undefined {
  const [before, own, after] = [candidates[i - 1], candidates[i]!, candidates[i + 1]];
  if (before && isPaired(before.template) && isJoined(tokens, before.last, own.first)) {
    const side = resolved[i - 1];
    if (side && side !== 'both') return side;
  }
  if (!after || !isPaired(after.template) || !isJoined(tokens, own.last, after.first)) return undefined;
  const next = inPhrase[i + 1]!.at(-1);
  // Only a side behind the next noun ("… rechts") reaches back over the conjunction.
  return next && next.candidate.start === after.start ? next.side : undefined;
}

const LONGEST_JOIN = 4;

/** Nothing but a conjunction, articles and side words stands between two tokens. */
function isJoined(tokens: readonly Token[], last: number, first: number): boolean {
  const between = tokens
    .slice(last + 1, Math.min(first, last + 2 + LONGEST_JOIN))
    .filter(({ text }) => text !== '.');
  return (
    first - last - 1 <= LONGEST_JOIN &&
    between.some(({ folded }) => COORDINATING.has(folded)) &&
    between.every((token, at) => isFiller(token) || sideOfToken(between, at) !== undefined)
  );
}

function isFiller({ folded }: Token): boolean {
  return COORDINATING.has(folded) || ['der', 'des', 'die', 'den', 'the', 'of', 'on'].includes(folded);
}

/** Tokens before a heading's colon that are looked through, and after it until it no longer rules. */
const HEADING_REACH = 8;
const RULED = 60;

/** "Rechte Hüfte: Femurkopf rund, Azetabulum intakt.": the one side of a heading rules its sentence. */
function headingSide(tokens: readonly Token[], from: number): SideWord | undefined {
  for (let at = from - 1; at >= 0 && from - at < RULED; at -= 1) {
    if (tokens[at]!.text === ':') return onlySideBefore(tokens, at);
    if (endsClause(tokens, at) && tokens[at]!.text !== ',') return undefined;
  }
  return undefined;
}

function onlySideBefore(tokens: readonly Token[], colon: number): SideWord | undefined {
  let found: SideWord | undefined;
  for (let at = colon - 1; at >= 0 && colon - at <= HEADING_REACH; at -= 1) {
    if (endsClause(tokens, at)) break;
    const side = sideOfToken(tokens, at);
    if (side && found && side !== found) return undefined;
    found ??= side;
  }
  return found === 'both' ? undefined : found;
}
