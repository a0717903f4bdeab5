import type { Candidate } from './candidate.ts';
import { compound } from './compounds.ts';
import { isLeftOpen, sharedHead, sharedTail, sharedWords } from './ellipsis.ts';
import { type LevelContext, levelContext } from './level-context.ts';
import { levelsAt } from './levels.ts';
import type { Lexicon, LexiconMatch } from './lexicon.ts';
import { ribsAt } from './ribs.ts';
import { type SegmentContext, liverSegmentsAt, segmentContext } from './segments.ts';
import { endWithDot } from './sides.ts';
import {
  INVARIANT_PLURALS,
  OUTSIDE_BETWEEN,
  OUTSIDE_NEXT,
  PLURAL_ARTICLES,
  TITLES,
} from './tables/function-words.ts';
import type { Token } from './tokens.ts';
import type { Typos } from './typos.ts';
import { isVentricle, speaksOfBrain } from './ventricles.ts';

interface Search {
  readonly tokens: readonly Token[];
  readonly lexicon: Lexicon;
  readonly typos: Typos;
  readonly levels: () => LevelContext;
  readonly segments: () => SegmentContext;
  /** Are unnamed ventricles those of the brain? */
  readonly brain: () => boolean;
}

/** Everything in a caption that names a class, in order, sides not yet known. */
export function findCandidates(tokens: readonly Token[], lexicon: Lexicon, typos: Typos): Candidate[] {
  const search: Search = {
    tokens,
    lexicon,
    typos,
    levels: once(() => levelContext(tokens)),
    segments: once(() => segmentContext(tokens)),
    brain: once(() => speaksOfBrain(tokens)),
  };
  const found: Candidate[] = [];
  for (let at = 0; at < tokens.length;) {
    const here = candidatesAt(search, at);
    if (here[0]?.rule.startsWith('level') && isVertebraBefore(tokens, found.at(-1), at)) found.pop();
    const from = found.at(-1)?.last ?? -1;
    found.push(...here.filter(({ template, first }) => template !== '' && first > from));
    at = here.length === 0 ? at + 1 : afterVertebra(tokens, here) + 1;
  }
  return found;
}

/** Most captions need no context; those that do need it for several words. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

function candidatesAt(search: Search, at: number): Candidate[] {
  const { tokens, lexicon, levels, segments } = search;
  if (tokens[at]!.kind === 'mark' || isName(tokens, at)) return [];
  const special = ribsAt(tokens, at) ?? levelsAt(tokens, at, levels) ?? liverSegmentsAt(tokens, at, segments);
  if (special) return special;
  const open = lexicon.language === 'de' ? sharedTail(lexicon, tokens, at) : undefined;
  if (open) return [open];
  const match = lexicon.longest(tokens, at);
  if (match) return termCandidates(search, at, match);
  const one = lexicon.language === 'de' ? compound(lexicon, tokens[at]!, at) : undefined;
  if (one) return one.template === '' ? [one] : [one, ...sharedHead(lexicon, tokens, one)];
  return typoCandidates(search, at);
}

function termCandidates({ tokens, lexicon, brain }: Search, at: number, match: LexiconMatch): Candidate[] {
  const term = termCandidate(tokens, at, match);
  if (term.template === '') return [term];
  if (match.last === at && isVentricle(tokens[at]!) && brain()) return [{ ...term, template: 'brain' }];
  const beyond = lexicon.language === 'en' ? outsideHead(tokens, match.last + 1) : undefined;
  if (beyond !== undefined) return [{ ...term, last: beyond, template: '' }];
  const { before, after } = sharedWords(lexicon, tokens, { first: at, match });
  const heads = lexicon.language === 'de' && match.last === at ? sharedHead(lexicon, tokens, term) : [];
  const isShared = before.length + after.length + heads.length > 0;
  return [...before, isShared ? { ...term, group: at } : term, ...after, ...heads];
}

/** The vessel or duct that is meant instead: "renal vein", "left lower lobe segmental arteries". */
function outsideHead(tokens: readonly Token[], next: number): number | undefined {
  let at = next;
  while (OUTSIDE_BETWEEN.has(tokens[at]?.folded ?? '')) at += 1;
  return OUTSIDE_NEXT.has(tokens[at]?.folded ?? '') ? at : undefined;
}

function termCandidate(tokens: readonly Token[], at: number, { last, sense }: LexiconMatch): Candidate {
  const isOpen = isLeftOpen(tokens, last);
  return {
    first: at,
    last,
    start: tokens[at]!.start,
    end: endWithDot(tokens, last),
    template: sense.template,
    isPlural: !isOpen && (sense.isPlural || isPluralByArticle(tokens, at, last)),
    rule: 'lexicon',
    grows: !isOpen,
  };
}

/** "In den Unterlappen": the article tells what the noun's form does not. */
function isPluralByArticle(tokens: readonly Token[], at: number, last: number): boolean {
  return INVARIANT_PLURALS.test(tokens[last]!.folded) && PLURAL_ARTICLES.has(tokens[at - 1]?.folded ?? '');
}

function typoCandidates({ tokens, lexicon, typos }: Search, at: number): Candidate[] {
  const { folded, kind } = tokens[at]!;
  const word = kind === 'word' ? typos.nearest(folded) : undefined;
  const sense = word === undefined ? undefined : lexicon.sense([word]);
  if (!sense) return [];
  return [{ ...termCandidate(tokens, at, { last: at, sense }), rule: 'typo' }];
}

/** "Herr Milz", "Mr Liverpool". */
function isName(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1]?.text === '.' ? tokens[at - 2] : tokens[at - 1];
  return before !== undefined && TITLES.has(before.folded) && /^\p{Lu}/u.test(tokens[at]!.text);
}

const VERTEBRA = /^(vertebra|vertebrae|vertebral|body|bodies|wirbel|wirbels|wirbelkoerper[sn]?)$/;
const OF = new Set(['of', 'von', 'at']);

/** "Wirbelkörper L3", "vertebral bodies of T5 and T6": the level is what is meant, not the whole column. */
function isVertebraBefore(tokens: readonly Token[], before: Candidate | undefined, at: number): boolean {
  if (before?.template !== 'vertebrae' || !VERTEBRA.test(tokens[before.last]!.folded)) return false;
  return before.last === at - 1 || (before.last === at - 2 && OF.has(tokens[at - 1]!.folded));
}

/** Last token of what was found; the noun behind a level belongs to it ("the L3 vertebral body"). */
function afterVertebra(tokens: readonly Token[], here: readonly Candidate[]): number {
  let last = Math.max(...here.map((candidate) => candidate.last));
  if (!here[0]!.rule.startsWith('level')) return last;
  while (VERTEBRA.test(tokens[last + 1]?.folded ?? '')) last += 1;
  return last;
}
