import type { Candidate } from './candidate.ts';
import { type Joint, type Ordinal, jointAt, ordinalAt } from './numbers.ts';
import { sideOfToken } from './sides.ts';
import type { Token } from './tokens.ts';

const RIB_NOUN = /^(rippen?|ribs?|costae?|kosta)$/;
const RIB_COUNT = 12;

interface Member {
  readonly ordinal: Ordinal;
  readonly joint: Joint | undefined;
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
  const afterList = members.at(-1)!.ordinal.last + 1;
  const skipped = sideOfToken(tokens[afterList]) ? 1 : 0;
  const noun = tokens[afterList + skipped];
  if (noun?.kind !== 'word' || !RIB_NOUN.test(noun.folded)) return undefined;
  return toCandidates(tokens, members, afterList + skipped);
}

function nounThenNumbers(tokens: readonly Token[], at: number): Candidate[] | undefined {
  const noun = tokens[at]!;
  if (noun.kind !== 'word' || !RIB_NOUN.test(noun.folded)) return undefined;
  const members = enumeration(tokens, at + 1);
  const first = members[0];
  if (!first) return undefined;
  const [head, ...rest] = toCandidates(tokens, members, members.at(-1)!.ordinal.last);
  return [{ ...head!, first: at, start: noun.start }, ...rest];
}

function enumeration(tokens: readonly Token[], at: number): Member[] {
  const members: Member[] = [];
  let next = at;
  let joint: Joint | undefined;
  while (members.length < RIB_COUNT) {
    const ordinal = ordinalAt(tokens, next);
    if (!ordinal || ordinal.value < 1 || ordinal.value > RIB_COUNT) return members;
    members.push({ ordinal, joint });
    joint = jointAt(tokens, ordinal.last + 1);
    if (!joint) return members;
    next = ordinal.last + 2;
  }
  return members;
}

function toCandidates(tokens: readonly Token[], members: readonly Member[], lastToken: number): Candidate[] {
  return members.flatMap(({ ordinal, joint }, i) => {
    const isLast = i === members.length - 1;
    const last = isLast ? lastToken : ordinal.last;
    const own = rib(tokens, { value: ordinal.value, first: ordinal.first, last, rule: 'rib' });
    const previous = members[i - 1];
    if (joint !== 'range' || !previous) return [own];
    const low = Math.min(previous.ordinal.value, ordinal.value);
    const inner = Array.from(
      { length: Math.max(0, Math.abs(previous.ordinal.value - ordinal.value) - 1) },
      (_, step) =>
        rib(tokens, { value: low + 1 + step, first: previous.ordinal.first, last, rule: 'rib-range' }),
    );
    return [own, ...inner];
  });
}

function rib(
  tokens: readonly Token[],
  found: { value: number; first: number; last: number; rule: string },
): Candidate {
  return {
    first: found.first,
    last: found.last,
    start: tokens[found.first]!.start,
    end: tokens[found.last]!.end,
    template: `rib_#_${found.value}`,
    isPlural: false,
    rule: found.rule,
    grows: true,
  };
}
