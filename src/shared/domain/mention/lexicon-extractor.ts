import type { ClassId, Side } from '../anatomy/classes.ts';
import type { Candidate } from './candidate.ts';
import { compound } from './compounds.ts';
import { flagsOf } from './flags.ts';
import { levelContext, levelsAt } from './levels.ts';
import { Lexicon, classOf, isPaired } from './lexicon.ts';
import type { Language, Mention, MentionExtractor } from './mention.ts';
import { ribsAt } from './ribs.ts';
import { liverSegmentsAt } from './segments.ts';
import { type Sided, type UsedSides, clauseSide, endWithDot, phraseSide } from './sides.ts';
import type { SideWord } from './tables/side-words.ts';
import { type Token, tokenize } from './tokens.ts';

/** Bumped whenever a table or rule changes what is found; stored with every pair. */
export const LEXICON_VERSION = '1.0';

/**
 * The embedded extractor: a longest-match lexicon with rules for levels, ribs, segments, compounds and sides. Linear
 * in the length of the caption; no regular expression meets more than one word at a time.
 */
export function createLexiconExtractor(): MentionExtractor {
  const lexicons: Record<Language, Lexicon> = { de: new Lexicon('de'), en: new Lexicon('en') };
  return {
    name: 'lexicon',
    version: LEXICON_VERSION,
    extract: (text, language) => extract(text, lexicons[language]),
  };
}

function extract(text: string, lexicon: Lexicon): Mention[] {
  const tokens = tokenize(text);
  const candidates = findCandidates(tokens, lexicon);
  return resolveSides(tokens, candidates)
    .flatMap(({ candidate, side }) =>
      toMention({ text, tokens, candidate, side, language: lexicon.language }),
    )
    .toSorted((a, b) => a.start - b.start || a.end - b.end);
}

function findCandidates(tokens: readonly Token[], lexicon: Lexicon): Candidate[] {
  const context = levelContext(tokens);
  const found: Candidate[] = [];
  for (let at = 0; at < tokens.length;) {
    const here = candidatesAt(tokens, at, { lexicon, context });
    found.push(...here.filter(({ template }) => template !== ''));
    at = here.length === 0 ? at + 1 : Math.max(...here.map(({ last }) => last)) + 1;
  }
  return found;
}

function candidatesAt(
  tokens: readonly Token[],
  at: number,
  { lexicon, context }: { lexicon: Lexicon; context: ReturnType<typeof levelContext> },
): Candidate[] {
  if (tokens[at]!.kind === 'mark') return [];
  const special = ribsAt(tokens, at) ?? levelsAt(tokens, at, context) ?? liverSegmentsAt(tokens, at);
  if (special) return special;
  const match = lexicon.longest(tokens, at);
  if (match) return [termCandidate(tokens, at, match)];
  const word = lexicon.language === 'de' ? compound(lexicon, tokens[at]!, at) : undefined;
  return word ? [word] : [];
}

function termCandidate(
  tokens: readonly Token[],
  at: number,
  match: NonNullable<ReturnType<Lexicon['longest']>>,
): Candidate {
  return {
    first: at,
    last: match.last,
    start: tokens[at]!.start,
    end: endWithDot(tokens, match.last),
    template: match.sense.template,
    isPlural: match.sense.isPlural,
    rule: 'lexicon',
    grows: true,
  };
}

/**
 * Two passes, because a side word belongs first to the phrase it stands in; what is left may serve the clause.
 * Enumerated ribs and levels ("8. und 9. Rippe links") take the side of the last member.
 */
function resolveSides(tokens: readonly Token[], candidates: readonly Candidate[]): Sided[] {
  const used: UsedSides = new Set();
  const inPhrase = candidates.map((candidate) => phraseSide(tokens, candidate, used));
  return candidates.flatMap((candidate, i): Sided[] => {
    const own = inPhrase[i]!;
    if (!isPaired(candidate.template))
      return [{ candidate: own.at(-1)?.candidate ?? candidate, side: 'both' }];
    if (own.length > 0) return own;
    const side =
      enumeratedSide(candidates, inPhrase, i) ??
      (candidate.isPlural ? 'both' : clauseSide(tokens, candidate, used));
    return side ? [{ candidate, side }] : [];
  });
}

const LONGEST_ENUMERATION = 12;

function enumeratedSide(
  candidates: readonly Candidate[],
  inPhrase: readonly Sided[][],
  index: number,
): SideWord | undefined {
  if (!candidates[index]!.rule.startsWith('rib')) return undefined;
  const sidedRib = (i: number): SideWord | undefined =>
    candidates[i]?.rule.startsWith('rib') ? inPhrase[i]?.at(-1)?.side : undefined;
  for (let distance = 1; distance <= LONGEST_ENUMERATION; distance += 1) {
    const side = sidedRib(index + distance) ?? sidedRib(index - distance);
    if (side) return side;
  }
  return undefined;
}

function toMention(found: {
  text: string;
  tokens: readonly Token[];
  candidate: Candidate;
  side: SideWord;
  language: Language;
}): Mention[] {
  const { text, tokens, candidate, side, language } = found;
  const sides: (Side | null)[] = !isPaired(candidate.template)
    ? [null]
    : side === 'both'
      ? ['left', 'right']
      : [side];
  const classIds = sides
    .map((one) => classOf(candidate.template, one))
    .filter((id): id is ClassId => id !== undefined);
  if (classIds.length === 0) return [];
  const { start, end, rule } = candidate;
  return [
    { start, end, surface: text.slice(start, end), classIds, language, rule, ...flagsOf(tokens, candidate) },
  ];
}
