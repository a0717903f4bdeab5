import { classNameOf } from '../../src/shared/domain/anatomy/classes.ts';
import { createLexiconExtractor } from '../../src/shared/domain/mention/lexicon-extractor.ts';
import type { ChatBody } from './llm-server.ts';

const lexicon = createLexiconExtractor();

/** The facts of a request: the JSON object in the user's message. */
export function factsOf(body: ChatBody): Record<string, unknown> {
  return JSON.parse(body.messages.at(-1)!.content) as Record<string, unknown>;
}

export function captionOf(body: ChatBody): string {
  return String(factsOf(body)['caption']);
}

/** Which language a request is in: the prompts differ in it. */
export function languageOf(body: ChatBody): 'de' | 'en' {
  return body.messages[0]!.content.startsWith('Du ') ? 'de' : 'en';
}

/** An answer such as a good model gives: what the lexicon finds, as quotes. */
export function goodMentions(body: ChatBody): string {
  const mentions = lexicon
    .extract(captionOf(body), languageOf(body))
    .map(({ surface, classIds }) => ({ quote: surface, classes: classIds.map(classNameOf) }));
  return JSON.stringify({ mentions });
}
