import type { Language } from './mention.ts';
import type { Token } from './tokens.ts';

/** Words that may stand between a side and its noun although their ending does not tell. */
const MODIFIERS_EN = new Set(
  'mid main middle deep entire whole small large native third half sided upper lower outer inner side common'.split(
    ' ',
  ),
);
const ENDINGS_EN = /(al|ar|ic|ior|ine|ous|ary|oid|ed|ent)$/;
const ENDINGS_DE = /(e|en|er|es|em)$/;
/** Lower-case words with an adjective's ending that are none. */
const FUNCTION_WORDS_DE = new Set(
  (
    'der einer eines einen einem eine keine keinen keiner keines keinem aber unter ueber hinter diese dieser diesen dieses ' +
    'waren haben zeigen werden wurden wurde gegen neben eher wieder immer oder seine ihre welche liegen finden bestehen ' +
    'waere hatte sowie ohne weiter weitere weiteren andere anderen'
  ).split(' '),
);

/** Could this word be an adjective between a side and its noun? German nouns are told by their capital. */
export function isModifier({ kind, folded, text }: Token, language: Language): boolean {
  if (kind !== 'word') return false;
  if (language === 'en') return MODIFIERS_EN.has(folded) || ENDINGS_EN.test(folded);
  const isNoun = /^\p{Lu}\p{Ll}/u.test(text);
  return folded.length > 3 && !isNoun && ENDINGS_DE.test(folded) && !FUNCTION_WORDS_DE.has(folded);
}
