import type { ClassId } from '../anatomy/classes.ts';
import { CaptionFlags } from './flags.ts';
import type { Language, Mention, TextSpan } from './mention.ts';
import { placesOf } from './places.ts';
import { tokenize } from './tokens.ts';

/** Words that somebody says stand in a caption, and the classes they mean. Nothing about it is believed. */
export interface QuotedMention {
  readonly quote: string;
  readonly classIds: readonly ClassId[];
}

/** Rule under which mentions stand that a language model named. */
export const LLM_RULE = 'llm';

/** Longer quotes are sentences, not names of structures. UTF-16 code units. */
const MAX_QUOTE = 120;
const HAS_LETTER = /\p{L}|\p{N}/u;

export type QuotedMentions =
  | { readonly ok: true; readonly mentions: readonly Mention[] }
  /** The first quote that does not hold, by position, and why. The words themselves are left out: they may be anything. */
  | { readonly ok: false; readonly index: number; readonly reason: 'not-verbatim' | 'not-a-name' };

/**
 * Mentions from quotes. Every quote has to stand in the text character for character, or none counts; offsets are computed
 * here. The n-th quote of the same words takes their n-th place (whole words first); more quotes than places mean the last
 * place again, and equal places are one mention with all its classes. Whether a clause is negated or calls the organ normal
 * is read from the text by the same rule as for the lexicon.
 *
 * @param text NFC; offsets of the mentions refer to it.
 */
export function mentionsFromQuotes(
  text: string,
  language: Language,
  quoted: readonly QuotedMention[],
): QuotedMentions {
  const flags = new CaptionFlags(tokenize(text));
  const uses = new Map<string, number>();
  const bySpan = new Map<string, Mention>();
  for (const [index, { quote, classIds }] of quoted.entries()) {
    const places = placesOf(quote, text);
    if (places.length === 0) return { ok: false, index, reason: 'not-verbatim' };
    if (quote.length > MAX_QUOTE || !HAS_LETTER.test(quote))
      return { ok: false, index, reason: 'not-a-name' };
    const use = uses.get(quote) ?? 0;
    uses.set(quote, use + 1);
    const span = places[Math.min(use, places.length - 1)]!;
    const name = `${span.start}-${span.end}`;
    bySpan.set(
      name,
      merged(bySpan.get(name), classIds) ?? toMention({ text, language, flags, span, classIds }),
    );
  }
  const mentions = [...bySpan.values()].toSorted((a, b) => a.start - b.start || a.end - b.end);
  return { ok: true, mentions };
}

function merged(known: Mention | undefined, classIds: readonly ClassId[]): Mention | undefined {
  return known && { ...known, classIds: inOrder([...known.classIds, ...classIds]) };
}

function toMention(found: {
  text: string;
  language: Language;
  flags: CaptionFlags;
  span: TextSpan;
  classIds: readonly ClassId[];
}): Mention {
  const { text, language, flags, span, classIds } = found;
  return {
    ...span,
    surface: text.slice(span.start, span.end),
    classIds: inOrder(classIds),
    language,
    rule: LLM_RULE,
    ...flags.ofSpan(span),
  };
}

/** Each class once, in class order. */
function inOrder(classIds: readonly ClassId[]): ClassId[] {
  return [...new Set(classIds)].toSorted((a, b) => a - b);
}
