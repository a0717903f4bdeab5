import {
  ESCAPES,
  FOREIGN_SCRIPT,
  HIDDEN_CHARACTERS,
  INSTRUCTIONS,
  LONG_RUN,
  LOOKALIKE,
  MARKUP,
  WEB_ADDRESS,
} from './tables/suspicious-patterns.ts';

/** What makes a caption look as if it spoke to a program instead of a reader. */
export const SUSPICIONS = [
  'instructions',
  'hidden-characters',
  'markup',
  'encoded',
  'web-address',
  'foreign-script',
] as const;
export type Suspicion = (typeof SUSPICIONS)[number];

/**
 * Signs that a caption holds something other than a finding: it helps a person to look twice and decides nothing. Text can
 * always be written so that no list knows it; what protects is that answers count only verbatim and change no verdict.
 * Linear in the text.
 *
 * @returns kinds found, in the order of SUSPICIONS; empty for ordinary text
 */
export function suspicionsIn(text: string): Suspicion[] {
  // Hidden characters are taken out before words are looked for, or one inside a word would hide it.
  const visible = text.replaceAll(new RegExp(HIDDEN_CHARACTERS, 'gu'), '');
  const signs: Readonly<Record<Suspicion, boolean>> = {
    'hidden-characters': visible !== text || LOOKALIKE.test(text),
    instructions: matchesAny(INSTRUCTIONS, visible),
    markup: matchesAny(MARKUP, visible),
    encoded: ESCAPES.test(visible) || hasLongRun(visible),
    'web-address': matchesAny(WEB_ADDRESS, visible),
    'foreign-script': FOREIGN_SCRIPT.test(visible),
  };
  return SUSPICIONS.filter((kind) => signs[kind]);
}

function matchesAny(patterns: readonly RegExp[], text: string): boolean {
  return patterns.some((pattern) => pattern.test(text));
}

function hasLongRun(text: string): boolean {
  return (text.match(LONG_RUN) ?? []).some((run) => /\d/.test(run));
}
