import { type Candidate, spanning } from './candidate.ts';
import { type Ordinal, isMeasure, jointAt, ordinalAt, romanValue } from './numbers.ts';
import { sideOfToken } from './sides.ts';
import type { Token } from './tokens.ts';

const RIB_NOUN = /^(rippen?|rippenpaare?s?|ribs?|costae?|kosta)$/;
/** "Rippenfrakturen 3-7 rechts", "Rippenserienfraktur links: 4. bis 8.": the finding names ribs, its numbers tell which. */
const RIB_FINDING = /^rippen(serien|stueck|mehrfach)*(frakturen|fraktur|fx)$/;
const FRACTURE = /^(fractures?|fx)$/;
/** Words between a number and its noun: "7th posterior rib". */
const PLACES = new Set([
  'posterior',
  'anterior',
  'lateral',
  'dorsal',
  'dorsale',
  'dorsalen',
  'laterale',
  'lateralen',
  'ventrale',
  'ventralen',
]);
const RIB_COUNT = 12;
/** Tokens between "Rippenserienfraktur" and its first number: a side and a mark. */
const LONGEST_GAP = 4;

interface Member {
  readonly ordinal: Ordinal;
  readonly isRange: boolean;
}

/**
 * Numbered ribs, the number before the noun ("8. und 9. Rippe links", "left 8th rib") or after it ("Rippen 4-7 rechts").
 * In an enumeration each number is its own mention and the last one takes the noun along.
 */
export function ribsAt(tokens: readonly Token[], at: number): Candidate[] | undefined {
  return numbersThenNoun(tokens, at) ?? nounThenNumbers(tokens, at);
}

function numbersThenNoun(tokens: readonly Token[], at: number): Candidate[] | undefined {
  const members = enumeration(tokens, at);
  if (members.length === 0) return undefined;
  let noun = members.at(-1)!.ordinal.last + 1;
  if (PLACES.has(tokens[noun]?.folded ?? '')) noun += 1;
  if (sideOfToken(tokens, noun)) noun += tokens[noun + 1]?.text === '.' ? 2 : 1;
  return isRibNoun(tokens[noun]) ? toCandidates(tokens, members, { from: at, lastToken: noun }) : undefined;
}

function nounThenNumbers(tokens: readonly Token[], at: number): Candidate[] | undefined {
  const behindFinding = findingEnd(tokens, at);
  const isFinding = behindFinding !== undefined;
  if (!isFinding && !isRibNoun(tokens[at])) return undefined;
  const start = isFinding
    ? numberAfter(tokens, behindFinding)
    : tokens[at + 1]?.text === '#'
      ? at + 2
      : at + 1;
  const members = enumeration(tokens, start);
  if (members.length === 0) return undefined;
  const lastToken = members.at(-1)!.ordinal.last;
  if (isFinding)
    return isCount(tokens, members) || isRibNoun(tokens[lastToken + 1])
      ? undefined
      : toCandidates(tokens, members, { from: start, lastToken });
  const [head, ...rest] = toCandidates(tokens, members, { from: at, lastToken });
  return [{ ...head!, first: at, start: tokens[at]!.start }, ...rest];
}

/** The token behind "Rippenfrakturen" or "rib fractures". */
function findingEnd(tokens: readonly Token[], at: number): number | undefined {
  if (RIB_FINDING.test(tokens[at]!.folded)) return at + 1;
  const isEnglish = isRibNoun(tokens[at]) && FRACTURE.test(tokens[at + 1]?.folded ?? '');
  return isEnglish ? at + 2 : undefined;
}

function isRibNoun(token: Token | undefined): boolean {
  return token?.kind === 'word' && RIB_NOUN.test(token.folded);
}

/** A lone number without a dot after a finding may be a count or a measure. */
function isCount(tokens: readonly Token[], members: readonly Member[]): boolean {
  return members.length === 1 && tokens[members[0]!.ordinal.last]!.text !== '.';
}

function numberAfter(tokens: readonly Token[], at: number): number {
  const end = Math.min(at + LONGEST_GAP, tokens.length);
  for (let index = at; index < end; index += 1) {
    const token = tokens[index]!;
    if (token.kind === 'number') return index;
    const isGap = sideOfToken(tokens, index) !== undefined || ['(', ':', '.', ','].includes(token.text);
    if (!isGap) return end;
  }
  return end;
}

function enumeration(tokens: readonly Token[], at: number): Member[] {
  const members: Member[] = [];
  let next = at;
  let isRange = false;
  while (members.length < RIB_COUNT) {
    const ordinal = ordinalAt(tokens, next) ?? romanAt(tokens, next, at);
    if (!ordinal || ordinal.value < 1 || ordinal.value > RIB_COUNT || isMeasure(tokens, ordinal.last))
      return members;
    members.push({ ordinal, isRange });
    const joint = jointAt(tokens, ordinal.last + 1);
    if (!joint) return members;
    isRange = joint.kind === 'range';
    // "Right 5th and left 8th rib": each with its own side.
    next = joint.last + (sideOfToken(tokens, joint.last + 1) ? 2 : 1);
  }
  return members;
}

/** "Rippe VIII": Roman numerals count behind the noun only. */
function romanAt(tokens: readonly Token[], at: number, start: number): Ordinal | undefined {
  const value = isRibNoun(tokens[start - 1]) ? romanValue(tokens[at]?.text ?? '') : 0;
  return value > 0 ? { value, first: at, last: at } : undefined;
}

function toCandidates(
  tokens: readonly Token[],
  members: readonly Member[],
  { from, lastToken }: { from: number; lastToken: number },
): Candidate[] {
  const rib = (value: number, span: { first: number; last: number }, rule: string): Candidate =>
    spanning(tokens, {
      ...span,
      template: `rib_#_${value}`,
      isPlural: false,
      rule,
      grows: true,
      group: from,
    });
  return members.flatMap(({ ordinal, isRange }, i) => {
    const last = i === members.length - 1 ? lastToken : ordinal.last;
    const own = rib(ordinal.value, { first: ordinal.first, last }, 'rib');
    const previous = members[i - 1];
    if (!isRange || !previous) return [own];
    const [low, high] = [previous.ordinal.value, ordinal.value].toSorted((a, b) => a - b) as [number, number];
    // Inner ribs have no words of their own: they stand on the whole range, around the words of its ends.
    const first = i === 1 ? from : previous.ordinal.first;
    const inner = Array.from({ length: Math.max(0, high - low - 1) }, (_, step) =>
      rib(low + 1 + step, { first, last }, 'rib-range'),
    );
    return [own, ...inner];
  });
}
