import { AppError } from '../../../shared/contract/app-error.ts';
import { idOf } from '../../../shared/domain/anatomy/classes.ts';
import type { Language, Mention } from '../../../shared/domain/mention/mention.ts';
import { mentionsFromQuotes } from '../../../shared/domain/mention/quoted-mentions.ts';
import { type Outcome, askChecked } from '../checked-ask.ts';
import type { LlmClient } from '../client.ts';
import { type MentionAnswer, mentionExtraction } from '../prompts/mention-extraction.ts';

/**
 * Mentions that a model finds in a caption: only if every quote stands in it character for character.
 *
 * @param caption.text NFC @throws AppError llm.*: the server cannot be asked
 */
export function extractMentions(
  client: LlmClient,
  { text, language }: { readonly text: string; readonly language: Language },
  signal: AbortSignal,
): Promise<Outcome<readonly Mention[]>> {
  return askChecked(
    client,
    {
      prompt: mentionExtraction[language],
      facts: { caption: text },
      read: (answer) => mentionsOf(answer, text, language),
    },
    signal,
  );
}

function mentionsOf({ mentions }: MentionAnswer, text: string, language: Language): readonly Mention[] {
  const quoted = mentions.map(({ quote, classes }) => ({ quote, classIds: classes.map(idOf) }));
  const result = mentionsFromQuotes(text, language, quoted);
  if (result.ok) return result.mentions;
  throw result.reason === 'not-verbatim'
    ? new AppError('llm.not-verbatim', { number: result.index + 1 })
    : new AppError('llm.bad-answer', { detail: `mentions.${result.index}.quote` });
}
