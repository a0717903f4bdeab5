import type { Candidate } from './candidate.ts';
import { jointAt, ordinalAt } from './numbers.ts';
import type { Token } from './tokens.ts';

type Region = 'C' | 'T' | 'L' | 'S';

const SPELLED: Readonly<Record<string, Region>> = {
  hwk: 'C',
  bwk: 'T',
  lwk: 'L',
  swk: 'S',
  th: 'T',
  hws: 'C',
};
const LETTERS: Readonly<Record<string, Region>> = { C: 'C', T: 'T', L: 'L', S: 'S', D: 'T' };
const LEVEL_COUNT: Readonly<Record<Region, number>> = { C: 7, T: 12, L: 5, S: 1 };
const ORDINAL_NOUNS: readonly (readonly [start: string, region: Region])[] = [
  ['lendenwirbel', 'L'],
  ['brustwirbel', 'T'],
  ['halswirbel', 'C'],
];
const REGION_ADJECTIVES: Readonly<Record<string, Region>> = { lumbar: 'L', thoracic: 'T', cervical: 'C' };
/** Members of one enumeration; nobody dictates more, and it keeps the search linear. */
const LONGEST_LIST = 12;
const UNITS = new Set(['mm', 'cm', 'm', 'ml', 'x', '%', 'mal', 'grad']);
const ROOTS = ['wurzel', 'nervenwurzel', 'root', 'nerve'];

/** What the whole caption says about its subject, so that "T2" and "S1" are read rightly. */
export interface LevelContext {
  /** The caption speaks of the spine, apart from a doubtful T1, T2 or S1. */
  readonly hasSpine: boolean;
}

const SPINE_STARTS = [
  'wirbel',
  'vertebr',
  'spin',
  'bandscheib',
  'disc',
  'disk',
  'lwk',
  'bwk',
  'hwk',
  'lws',
  'bws',
  'hws',
  'fraktur',
  'fractur',
  'deckplatt',
  'endplate',
  'kompression',
  'compress',
  'sinter',
  'wurzel',
  'myelon',
  'osteochondr',
  'spondyl',
  'neuroforam',
  'foram',
  'haemangiom',
  'hemangioma',
  'facet',
  'kyphos',
  'level',
  'kyphopl',
  'vertebropl',
  'listhes',
  'body',
  'bodies',
  'hoehe',
];

export function levelContext(tokens: readonly Token[]): LevelContext {
  return {
    hasSpine: tokens.some(
      (token) => token.kind === 'word' && SPINE_STARTS.some((start) => token.folded.startsWith(start)),
    ),
  };
}

/** Vertebral levels in all notations: BWK 8, Th8, T8, LWK 4/5, L3-L5, L5/S1, 4. Lendenwirbel, third lumbar vertebra. */
export function levelsAt(
  tokens: readonly Token[],
  at: number,
  context: LevelContext,
): Candidate[] | undefined {
  return notation(tokens, at, context) ?? ordinalVertebra(tokens, at);
}

interface Member {
  readonly region: Region;
  readonly value: number;
  readonly first: number;
  readonly last: number;
}

function notation(tokens: readonly Token[], at: number, context: LevelContext): Candidate[] | undefined {
  const head = member(tokens, at, undefined);
  if (!head || isSequenceName(tokens, head, context)) return undefined;
  const members: Member[] = [head];
  const inner: Candidate[] = [];
  while (members.length < LONGEST_LIST) {
    const previous = members.at(-1)!;
    const joint = jointAt(tokens, previous.last + 1);
    const next = joint && member(tokens, previous.last + 2, previous.region);
    if (!next || isMeasure(tokens, next)) break;
    if (joint === 'range') inner.push(...between(tokens, previous, next));
    members.push(next);
  }
  return rootOf(tokens, members.at(-1)!) ?? [...members.map((one) => levelCandidate(tokens, one)), ...inner];
}

/** A prefix with its number, or (inside an enumeration) a bare number that inherits the region. */
function member(tokens: readonly Token[], at: number, inherited: Region | undefined): Member | undefined {
  const token = tokens[at];
  if (!token) return undefined;
  if (token.kind === 'number') return inherited && valid(inherited, { token, first: at, last: at });
  const region = SPELLED[token.folded] ?? LETTERS[token.text];
  const number = tokens[at + 1];
  if (!region || number?.kind !== 'number') return undefined;
  if (!(token.folded in SPELLED) && !number.glued) return undefined;
  return valid(region, { token: number, first: at, last: at + 1 });
}

function valid(region: Region, found: { token: Token; first: number; last: number }): Member | undefined {
  const value = Number(found.token.text);
  const count = LEVEL_COUNT[region];
  // "LWK 5/1" and "L5/1" mean the first sacral vertebra.
  return value >= 1 && value <= count ? { region, value, first: found.first, last: found.last } : undefined;
}

/** T1 and T2 are MR sequences, T1-T4 tumour stages, S1 a lung segment, unless the caption speaks of the spine. */
function isSequenceName(
  tokens: readonly Token[],
  { region, value, first, last }: Member,
  { hasSpine }: LevelContext,
): boolean {
  if (tokens[first]!.folded in SPELLED) return false;
  const next = tokens[last + 1];
  const after = next?.text === '-' || next?.text === '*' ? tokens[last + 2] : next;
  const weighted = /^(w|wi|gew|weight|signal|hyper|hypo|iso|flair|stir|relax|sequ|bild|image|dixon|tse|map)/;
  if (region === 'T' && after?.kind === 'word' && weighted.test(after.folded)) return true;
  if (region === 'T' && next?.glued && next.kind === 'word') return true;
  return (region === 'S' || (region === 'T' && value <= 4)) && !hasSpine;
}

function isMeasure(tokens: readonly Token[], { first, last }: Member): boolean {
  if (first !== last) return false;
  const next = tokens[last + 1];
  const isDecimal =
    next?.glued === true &&
    (next.text === ',' || next.text === '.') &&
    tokens[last + 2]?.kind === 'number' &&
    tokens[last + 2]!.glued;
  return isDecimal || (next !== undefined && UNITS.has(next.folded));
}

function levelCandidate(tokens: readonly Token[], { region, value, first, last }: Member): Candidate {
  return {
    first,
    last,
    start: tokens[first]!.start,
    end: tokens[last]!.end,
    template: `vertebrae_${region}${value}`,
    isPlural: false,
    rule: 'level',
    grows: false,
  };
}

/** The levels inside a range have no words of their own: their span is the whole range. */
function between(tokens: readonly Token[], from: Member, to: Member): Candidate[] {
  if (from.region !== to.region) return [];
  const [low, high] = [Math.min(from.value, to.value), Math.max(from.value, to.value)];
  return Array.from({ length: Math.max(0, high - low - 1) }, (_, i) => ({
    ...levelCandidate(tokens, { ...from, value: low + 1 + i, last: to.last }),
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
    {
      first,
      last: end,
      start: tokens[first]!.start,
      end: tokens[end]!.end,
      template: 'spinal_cord',
      isPlural: false,
      rule: 'nerve-root',
      grows: true,
    },
  ];
}

function ordinalVertebra(tokens: readonly Token[], at: number): Candidate[] | undefined {
  const ordinal = ordinalAt(tokens, at);
  if (!ordinal) return undefined;
  const noun = tokens[ordinal.last + 1];
  const german = noun && ORDINAL_NOUNS.find(([start]) => noun.folded.startsWith(start));
  const english = noun && REGION_ADJECTIVES[noun.folded];
  const region =
    german?.[1] ?? (english && tokens[ordinal.last + 2]?.folded.startsWith('vertebra') ? english : undefined);
  if (!region || ordinal.value < 1 || ordinal.value > LEVEL_COUNT[region]) return undefined;
  const hasBody = /^bod(y|ies)$/.test(tokens[ordinal.last + 3]?.folded ?? '');
  const last = ordinal.last + (german ? 1 : hasBody ? 3 : 2);
  return [
    { ...levelCandidate(tokens, { region, value: ordinal.value, first: at, last }), rule: 'level-ordinal' },
  ];
}
