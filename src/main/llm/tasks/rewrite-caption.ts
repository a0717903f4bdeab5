import type { Language } from '../../../shared/domain/mention/mention.ts';
import { type Outcome, askChecked } from '../checked-ask.ts';
import type { LlmClient } from '../client.ts';
import { type RewritingAnswer, captionRewriting } from '../prompts/caption-rewriting.ts';
import { TEMPORAL_WORDS } from './tables/temporal-words.ts';
import { classesIn, numbersIn } from './text-facts.ts';
import { assertVerbatim, contradiction } from './verbatim.ts';

/** Whether a caption compares with earlier times, as far as a list of words can tell. */
export function comparesWithEarlier(text: string, language: Language): boolean {
  return TEMPORAL_WORDS[language].test(text);
}

/**
 * A caption without comparison with earlier times. It counts only if what was left out stood in the caption verbatim, no comparison
 * is left, no number is new and, by the lexicon, no structure is.
 *
 * @throws AppError llm.*: the server cannot be asked
 */
export function rewriteCaption(
  client: LlmClient,
  { text, language }: { readonly text: string; readonly language: Language },
  signal: AbortSignal,
): Promise<Outcome<RewritingAnswer>> {
  return askChecked(
    client,
    {
      prompt: captionRewriting[language],
      facts: { caption: text },
      read: (answer) => checked(answer, text, language),
    },
    signal,
  );
}

function checked(answer: RewritingAnswer, text: string, language: Language): RewritingAnswer {
  assertVerbatim(answer.removed, text);
  if (comparesWithEarlier(answer.caption, language)) throw contradiction('caption', 'comparison');
  const known = new Set(numbersIn(text));
  if (numbersIn(answer.caption).some((number) => !known.has(number)))
    throw contradiction('caption', 'number');
  const before = classesIn(text, language);
  if ([...classesIn(answer.caption, language)].some((id) => !before.has(id)))
    throw contradiction('caption', 'class');
  return answer;
}
