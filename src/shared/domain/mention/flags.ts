import type { Candidate } from './candidate.ts';
import type { TextSpan } from './mention.ts';
import { endsClause } from './sides.ts';
import type { Token } from './tokens.ts';

const NEGATIONS = new Set([
  'kein',
  'keine',
  'keinen',
  'keiner',
  'keines',
  'keinem',
  'ohne',
  'nicht',
  'no',
  'without',
  'not',
  'negative',
  'absence',
  'absent',
  'weder',
  'noch',
  'neither',
  'nor',
  'ausgeschlossen',
]);
const NORMAL_STARTS = [
  'unauffaellig',
  'regelrecht',
  'regelhaft',
  'normal',
  'unremarkable',
  'intakt',
  'intact',
  'schlank',
  'patent',
  'homogen',
  'physiologisch',
  'altersentsprechend',
  'orthotop',
  'steinfrei',
];
const NORMAL_WORDS = new Set(['frei', 'clear', 'zart', 'slender', 'offen', 'ob']);

/** Tokens to either side that count as the mention's clause; keeps the search linear on endless sentences. */
const REACH = 40;

/** Does the clause around a mention deny a finding, or call the structure normal? */
export function flagsOf(
  tokens: readonly Token[],
  candidate: Pick<Candidate, 'first' | 'last'>,
): { negated: boolean; normal: boolean } {
  const clause = clauseAround(tokens, candidate);
  const isObFrei = clause.some((token, i) => token.folded === 'o' && clause[i + 2]?.folded === 'b');
  return {
    negated: clause.some((token) => NEGATIONS.has(token.folded)),
    normal:
      isObFrei ||
      clause.some(
        (token) =>
          NORMAL_WORDS.has(token.folded) || NORMAL_STARTS.some((start) => token.folded.startsWith(start)),
      ),
  };
}

/** The same for characters that somebody else found; a span without a token has no clause. */
export function flagsOfSpan(
  tokens: readonly Token[],
  { start, end }: TextSpan,
): { negated: boolean; normal: boolean } {
  const first = tokens.findIndex((token) => token.end > start);
  const last = tokens.findLastIndex((token) => token.start < end);
  return first === -1 || last < first ? { negated: false, normal: false } : flagsOf(tokens, { first, last });
}

function clauseAround(tokens: readonly Token[], { first, last }: Pick<Candidate, 'first' | 'last'>): Token[] {
  let from = first;
  while (from > 0 && first - from < REACH && !endsClause(tokens, from - 1)) from -= 1;
  let to = last;
  while (to < tokens.length - 1 && to - last < REACH && !endsClause(tokens, to + 1)) to += 1;
  return tokens.slice(from, to + 1);
}
