import type { ClassId, Side } from '../anatomy/classes.ts';
import type { Candidate } from './candidate.ts';
import { findCandidates } from './find-candidates.ts';
import { CaptionFlags } from './flags.ts';
import { Lexicon, classOf, isPaired } from './lexicon.ts';
import type { Language, Mention, MentionExtractor } from './mention.ts';
import { resolveSides } from './resolve-sides.ts';
import type { SideWord } from './tables/side-words.ts';
import { tokenize } from './tokens.ts';
import { Typos } from './typos.ts';

/** Bumped whenever a table or rule changes what is found; stored with every pair. */
export const LEXICON_VERSION = '1.1';

/**
 * The embedded extractor: a longest-match lexicon with rules for levels, ribs, segments, compounds, enumerations and sides.
 * Linear in the length of the caption; no regular expression meets more than one word at a time.
 */
export function createLexiconExtractor(): MentionExtractor {
  const words = { de: vocabulary('de'), en: vocabulary('en') };
  return {
    name: 'lexicon',
    version: LEXICON_VERSION,
    extract: (text, language) => extract(text, words[language]),
  };
}

interface Vocabulary {
  readonly lexicon: Lexicon;
  readonly typos: Typos;
}

function vocabulary(language: Language): Vocabulary {
  const lexicon = new Lexicon(language);
  return { lexicon, typos: new Typos(lexicon.words()) };
}

function extract(text: string, { lexicon, typos }: Vocabulary): Mention[] {
  const tokens = tokenize(text);
  const candidates = findCandidates(tokens, lexicon, typos);
  if (candidates.length === 0) return [];
  const flags = new CaptionFlags(tokens, candidates);
  const { language } = lexicon;
  return resolveSides(tokens, candidates, language)
    .flatMap(({ candidate, side }) => toMention({ text, flags, candidate, side, language }))
    .toSorted((a, b) => a.start - b.start || a.end - b.end);
}

function toMention(found: {
  text: string;
  flags: CaptionFlags;
  candidate: Candidate;
  side: SideWord;
  language: Language;
}): Mention[] {
  const { text, flags, candidate, side, language } = found;
  const classIds = sidesOf(candidate, side)
    .map((one) => classOf(candidate.template, one))
    .filter((id): id is ClassId => id !== undefined);
  if (classIds.length === 0) return [];
  const { start, end, rule } = candidate;
  return [{ start, end, surface: text.slice(start, end), classIds, language, rule, ...flags.of(candidate) }];
}

function sidesOf({ template }: Candidate, side: SideWord): (Side | null)[] {
  if (!isPaired(template)) return [null];
  return side === 'both' ? ['left', 'right'] : [side];
}
