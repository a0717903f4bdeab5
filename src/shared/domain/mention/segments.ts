import { type Candidate, spanning } from './candidate.ts';
import { isMeasure, jointAt, romanValue } from './numbers.ts';
import type { Token } from './tokens.ts';

const SEGMENT_NOUN = /^(leber)?(segment(e|en|es|s)?|segm|seg)$/;
const OWNER = /^(leber|liver)$/;
const LIVER_ADJECTIVES = new Set(['liver', 'hepatic', 'leber', 'couinaud']);
/** Where one of these stands in the caption, a numbered segment is not the liver's. */
const OTHER_OWNERS =
  /^(lung|pulmo|oberlapp|unterlapp|mittellapp|bronch|koronar|coron|rca|lad|rcx|rundherd|nodule)/;
const LIVER_WORDS = /^(leber|hepat|hcc|ccc|liver|cirrho|zirrho|couinaud)/;
const LUNG_LOBES = new Set(['upper', 'middle', 'lower']);
const COUINAUD = 8;

/** What the whole caption says about its subject: whose segments are numbered. */
export interface SegmentContext {
  readonly hasLiver: boolean;
  readonly hasLung: boolean;
}

export function segmentContext(tokens: readonly Token[]): SegmentContext {
  let [hasLiver, hasLung] = [false, false];
  for (const [at, { kind, folded }] of tokens.entries()) {
    if (kind !== 'word') continue;
    hasLung ||= /^lobes?$/.test(folded) && LUNG_LOBES.has(tokens[at - 1]?.folded ?? '');
    hasLiver ||= LIVER_WORDS.test(folded) && folded !== 'hepatitis';
    hasLung ||= OTHER_OWNERS.test(folded);
  }
  return { hasLiver, hasLung };
}

/** "Segment IVa", "Lebersegment II/III", "liver segment 4a", "Segment VI der Leber": Couinaud's segments of the liver. */
export function liverSegmentsAt(
  tokens: readonly Token[],
  at: number,
  context: () => SegmentContext,
): Candidate[] | undefined {
  const hasAdjective = LIVER_ADJECTIVES.has(tokens[at]!.folded) && isSegmentNoun(tokens[at + 1]);
  const noun = hasAdjective ? at + 1 : at;
  if (!isSegmentNoun(tokens[noun])) return undefined;
  const isNamed = hasAdjective || tokens[noun]!.folded.startsWith('leber');
  const numbers = segmentNumbers(tokens, tokens[noun + 1]?.text === '.' ? noun + 2 : noun + 1);
  if (!numbers) return undefined;
  const owner = ownerAfter(tokens, numbers.last);
  if (!isNamed && owner === undefined && !isLivers(context(), numbers.isRoman)) return undefined;
  return [
    spanning(tokens, {
      first: at,
      last: owner ?? numbers.last,
      template: 'liver',
      isPlural: false,
      rule: 'liver-segment',
      grows: false,
    }),
  ];
}

/** An unnamed segment is the liver's where the caption speaks of it, and by its Roman numeral where nothing else has segments. */
function isLivers({ hasLiver, hasLung }: SegmentContext, isRoman: boolean): boolean {
  return hasLung ? hasLiver && isRoman : hasLiver || isRoman;
}

function isSegmentNoun(token: Token | undefined): boolean {
  return token?.kind === 'word' && SEGMENT_NOUN.test(token.folded);
}

/** "der Leber", "of the liver", "(Leber)" is left out. */
function ownerAfter(tokens: readonly Token[], last: number): number | undefined {
  if (!['der', 'of'].includes(tokens[last + 1]?.folded ?? '')) return undefined;
  return [last + 2, last + 3].find((index) => OWNER.test(tokens[index]?.folded ?? ''));
}

function segmentNumbers(
  tokens: readonly Token[],
  at: number,
): { last: number; isRoman: boolean } | undefined {
  let last = segmentNumber(tokens, at);
  if (last === undefined) return undefined;
  const isRoman = tokens[at]!.kind === 'word';
  for (let joint = jointAt(tokens, last + 1); joint; joint = jointAt(tokens, last + 1)) {
    const next = segmentNumber(tokens, joint.last + 1);
    if (next === undefined) break;
    last = next;
  }
  return { last, isRoman };
}

/** Last token of a segment's number: "IVa", "4", "4a", "4 b". */
function segmentNumber(tokens: readonly Token[], at: number): number | undefined {
  const token = tokens[at];
  if (token?.kind === 'word') {
    const value = romanValue(token.folded.replace(/[ab]$/, '')) || romanValue(token.folded);
    return value >= 1 && value <= COUINAUD ? at : undefined;
  }
  if (token?.kind !== 'number' || Number(token.text) > COUINAUD || isMeasure(tokens, at)) return undefined;
  const letter = tokens[at + 1];
  return letter?.glued && /^[ab]$/.test(letter.folded) ? at + 1 : at;
}
