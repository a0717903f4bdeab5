import { type Candidate, spanning } from './candidate.ts';
import { type LevelContext, isOtherThanLevel, isSequenceOrStage } from './level-context.ts';
import { isMeasure, jointAt, romanValue } from './numbers.ts';
import { ordinalVertebrae } from './ordinal-vertebrae.ts';
import { type Region, LEVEL_COUNT, levelsBetween } from './spine.ts';
import type { Token } from './tokens.ts';

const SPELLED: ReadonlyMap<string, Region> = new Map([
  ['hwk', 'C'],
  ['bwk', 'T'],
  ['lwk', 'L'],
  ['swk', 'S'],
  ['th', 'T'],
  ['hw', 'C'],
  ['bw', 'T'],
  ['lw', 'L'],
]);
const NOUNS = /^(halswirbel|brustwirbel|lendenwirbel)(koerper[ns]?|s)?$/;
const SHORTEST_NOUN = 9;
const NOUN_REGION: Readonly<Record<string, Region>> = { h: 'C', b: 'T', l: 'L' };
const LETTERS: ReadonlyMap<string, Region> = new Map([
  ['C', 'C'],
  ['T', 'T'],
  ['L', 'L'],
  ['S', 'S'],
  ['D', 'T'],
]);
/** Members of one enumeration; nobody dictates more, and it keeps the search linear. */
const LONGEST_LIST = 12;
const ROOTS = ['wurzel', 'nervenwurzel', 'root', 'nerve', 'radikul', 'spinalnerv'];
/** Words behind a bare number that show it to be a level and not a count ("L4, 3 weitere Herde"). */
const AFTER_BARE = new Set([
  'mit',
  'ist',
  'sind',
  'ohne',
  'is',
  'are',
  'with',
  'without',
  'und',
  'and',
  'sowie',
  'bis',
  'to',
  'vertebral',
  'vertebrae',
  'levels',
  'level',
  'links',
  'rechts',
  'et',
  'or',
  'oder',
]);

/** Vertebral levels in all notations: BWK 8, Th8, T8, LWK 4/5, L3-L5, L5/S1, 4. Lendenwirbel, third lumbar vertebra. */
export function levelsAt(
  tokens: readonly Token[],
  at: number,
  context: () => LevelContext,
): Candidate[] | undefined {
  return notation(tokens, at, context) ?? ordinalVertebrae(tokens, at);
}

interface Member {
  readonly region: Region;
  readonly value: number;
  readonly first: number;
  readonly last: number;
}

function notation(
  tokens: readonly Token[],
  at: number,
  context: () => LevelContext,
): Candidate[] | undefined {
  const head = prefixed(tokens, at, context);
  if (!head) return undefined;
  const letter = tokens[head.first]!.text;
  if (
    LETTERS.has(letter) &&
    isOtherThanLevel(tokens, { letter, value: head.value, last: head.last }, context)
  )
    return undefined;
  const members: Member[] = [head];
  const inner: Candidate[] = [];
  while (members.length < LONGEST_LIST) {
    const previous = members.at(-1)!;
    const joint = jointAt(tokens, previous.last + 1);
    const next =
      joint && (prefixed(tokens, joint.last + 1, context) ?? bare(tokens, joint.last + 1, previous));
    if (!next) break;
    if (joint.kind === 'range') inner.push(...between(tokens, previous, next));
    members.push(next);
  }
  return rootOf(tokens, members.at(-1)!) ?? [...members.map((one) => levelCandidate(tokens, one)), ...inner];
}

/** A prefix with its number: "LWK 3", "LWK-3", "L3", "BWK XI", "Brustwirbelkörper 8". */
function prefixed(tokens: readonly Token[], at: number, context: () => LevelContext): Member | undefined {
  const token = tokens[at];
  if (token?.kind !== 'word') return undefined;
  const isNoun = token.folded.length > SHORTEST_NOUN && NOUNS.test(token.folded);
  const spelled = isNoun ? NOUN_REGION[token.folded[0]!] : SPELLED.get(token.folded);
  const region = spelled ?? LETTERS.get(token.text);
  if (!region) return undefined;
  const dash =
    spelled && tokens[at + 1]?.text === '-' && tokens[at + 1]!.glued && tokens[at + 2]?.glued ? 1 : 0;
  const number = tokens[at + 1 + dash];
  if (!number || (!spelled && !number.glued && !isLooseLevel(tokens, at, context))) return undefined;
  const value =
    number.kind === 'number' ? Number(number.text) : spelled && !number.glued ? romanValue(number.text) : 0;
  if (isNoun && isMeasure(tokens, at + 1)) return undefined;
  if (token.text === 'T' && isSequenceOrStage(tokens, at + 1)) return undefined;
  return valid({ region, value, first: at, last: at + 1 + dash });
}

/** "L 4/5", "Th 12": a letter apart from its number counts where the caption speaks of the spine; "T 1" may be a sequence. */
function isLooseLevel(tokens: readonly Token[], at: number, context: () => LevelContext): boolean {
  const value = Number(tokens[at + 1]!.text);
  const letter = tokens[at]!.text;
  const isJoined = tokens[at + 2]?.text === '/' || tokens[at + 2]?.text === '-';
  return (
    tokens[at + 1]!.kind === 'number' &&
    (letter === 'L' || letter === 'C' || isJoined || (letter === 'T' && value > 4)) &&
    context().hasSpine
  );
}

/** Inside an enumeration a bare number inherits the region. */
function bare(tokens: readonly Token[], at: number, { region, last }: Member): Member | undefined {
  const token = tokens[at];
  if (token?.kind !== 'number' || isMeasure(tokens, at)) return undefined;
  const isLoose = tokens[last + 1]!.kind === 'word' || tokens[last + 1]!.text === ',';
  const next = tokens[at + 1];
  if (isLoose && next?.kind === 'word' && !AFTER_BARE.has(next.folded)) return undefined;
  return valid({ region, value: Number(token.text), first: at, last: at });
}

function valid(member: Member): Member | undefined {
  return member.value >= 1 && member.value <= LEVEL_COUNT[member.region] ? member : undefined;
}

function levelCandidate(tokens: readonly Token[], { region, value, first, last }: Member): Candidate {
  return spanning(tokens, {
    first,
    last,
    template: `vertebrae_${region}${value}`,
    isPlural: false,
    rule: 'level',
    grows: false,
  });
}

/** The levels inside a range have no words of their own: their span is the whole range. */
function between(tokens: readonly Token[], from: Member, to: Member): Candidate[] {
  return levelsBetween(from, to).map((level) => ({
    ...levelCandidate(tokens, { ...level, first: from.first, last: to.last }),
    rule: 'level-range',
  }));
}

/** "L5-Wurzel", "S1 nerve root": a root lies in the spinal canal. */
function rootOf(tokens: readonly Token[], { first, last }: Member): Candidate[] | undefined {
  const dash = tokens[last + 1]?.text === '-' ? 1 : 0;
  const at = last + 1 + dash;
  const word = tokens[at];
  if (word?.kind !== 'word' || !ROOTS.some((root) => word.folded.startsWith(root))) return undefined;
  const end = word.folded === 'nerve' && tokens[at + 1]?.folded.startsWith('root') ? at + 1 : at;
  return [
    spanning(tokens, {
      first,
      last: end,
      template: 'spinal_cord',
      isPlural: false,
      rule: 'nerve-root',
      grows: true,
    }),
  ];
}
