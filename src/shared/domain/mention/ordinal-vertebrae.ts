import { type Candidate, spanning } from './candidate.ts';
import { type Joint, type Ordinal, jointAt, ordinalAt } from './numbers.ts';
import { type Region, LEVEL_COUNT, levelsBetween } from './spine.ts';
import type { Token } from './tokens.ts';

const NOUNS_DE: readonly (readonly [start: string, region: Region])[] = [
  ['lendenwirbel', 'L'],
  ['brustwirbel', 'T'],
  ['halswirbel', 'C'],
  ['lwk', 'L'],
  ['bwk', 'T'],
  ['hwk', 'C'],
  ['lw', 'L'],
  ['bw', 'T'],
  ['hw', 'C'],
];
/** Shorter nouns have to stand alone, longer ones are declined. */
const SHORT = 3;
const ADJECTIVES: ReadonlyMap<string, Region> = new Map([
  ['lumbar', 'L'],
  ['thoracic', 'T'],
  ['dorsal', 'T'],
  ['cervical', 'C'],
  ['sacral', 'S'],
]);
/** As in levels: bounds the search. */
const LONGEST_LIST = 12;

/** "4. Lendenwirbel", "4. und 5. LWK", "third lumbar vertebra", "lumbar vertebrae 3 and 4". */
export function ordinalVertebrae(tokens: readonly Token[], at: number): Candidate[] | undefined {
  return numbersThenNoun(tokens, at) ?? nounThenNumbers(tokens, at);
}

function numbersThenNoun(tokens: readonly Token[], at: number): Candidate[] | undefined {
  const members = enumeration(tokens, at);
  if (members.length === 0) return undefined;
  const noun = nounAt(tokens, members.at(-1)!.ordinal.last + 1);
  return noun && toCandidates(tokens, members, { region: noun.region, from: at, last: noun.last });
}

/** English only: the German nouns with a number behind them are a notation of levels. */
function nounThenNumbers(tokens: readonly Token[], at: number): Candidate[] | undefined {
  const noun = ADJECTIVES.has(tokens[at]!.folded) ? nounAt(tokens, at) : undefined;
  const members = noun ? enumeration(tokens, noun.last + 1) : [];
  if (!noun || members.length === 0) return undefined;
  const last = members.at(-1)!.ordinal.last;
  return toCandidates(tokens, members, { region: noun.region, from: at, last });
}

function nounAt(tokens: readonly Token[], at: number): { region: Region; last: number } | undefined {
  const token = tokens[at];
  if (token?.kind !== 'word') return undefined;
  const german = NOUNS_DE.find(([start]) =>
    start.length <= SHORT
      ? token.folded === start || token.folded === `${start}s`
      : token.folded.startsWith(start),
  );
  if (german) return { region: german[1], last: at };
  const region = ADJECTIVES.get(token.folded);
  if (!region || !tokens[at + 1]?.folded.startsWith('vertebra')) return undefined;
  return { region, last: /^bod(y|ies)$/.test(tokens[at + 2]?.folded ?? '') ? at + 2 : at + 1 };
}

interface Member {
  readonly ordinal: Ordinal;
  readonly joint: Joint | undefined;
}

function enumeration(tokens: readonly Token[], at: number): Member[] {
  const members: Member[] = [];
  let next = at;
  let joint: Joint | undefined;
  while (members.length < LONGEST_LIST) {
    const ordinal = ordinalAt(tokens, next);
    if (!ordinal || ordinal.value < 1) return members;
    members.push({ ordinal, joint });
    joint = jointAt(tokens, ordinal.last + 1);
    if (!joint) return members;
    next = joint.last + 1;
  }
  return members;
}

function toCandidates(
  tokens: readonly Token[],
  members: readonly Member[],
  { region, from, last }: { region: Region; from: number; last: number },
): Candidate[] | undefined {
  if (members.some(({ ordinal }) => ordinal.value > LEVEL_COUNT[region])) return undefined;
  const level = (
    value: number,
    span: { first: number; last: number },
    ofRegion: Region = region,
  ): Candidate =>
    spanning(tokens, {
      ...span,
      template: `vertebrae_${ofRegion}${value}`,
      isPlural: false,
      rule: 'level-ordinal',
      grows: false,
    });
  return members.flatMap(({ ordinal, joint }, i) => {
    const span = {
      first: i === 0 ? from : ordinal.first,
      last: i === members.length - 1 ? last : ordinal.last,
    };
    const previous = members[i - 1];
    const inner =
      joint?.kind === 'range' && previous
        ? levelsBetween({ region, value: previous.ordinal.value }, { region, value: ordinal.value }).map(
            (one) =>
              level(
                one.value,
                { first: i === 1 ? from : previous.ordinal.first, last: span.last },
                one.region,
              ),
          )
        : [];
    return [level(ordinal.value, span), ...inner];
  });
}
