import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Language } from '../../shared/domain/mention/mention.ts';

export interface ChatMessage {
  readonly role: 'system' | 'user';
  readonly content: string;
}

/**
 * A task for a model in one language: what it is told, which facts it is given, and the form of its answer. The facts are data:
 * they travel as the values of one JSON object in the user's message, so that nothing in them can end the quotation.
 */
export interface Prompt<Answer> {
  readonly id: string;
  /** Bumped with every change of words, fields or form. */
  readonly version: string;
  readonly language: Language;
  readonly system: string;
  /** Names of the facts, in the order in which they are sent. */
  readonly fields: readonly string[];
  /** Null where the answer is free text. */
  readonly answer: z.ZodType<Answer> | null;
  /** What servers are bound to, without the limits that some of them cannot hold; null for free text. */
  readonly jsonSchema: Readonly<Record<string, unknown>> | null;
  /** Over everything above: two prompts with the same hash ask the same. */
  readonly sha256: string;
}

export interface PromptWords<Answer> {
  readonly id: string;
  readonly version: string;
  readonly system: Readonly<Record<Language, string>>;
  readonly fields: readonly string[];
  readonly answer: z.ZodType<Answer> | null;
  /** What the words are completed with when the model is asked; part of the hash. */
  readonly material?: unknown;
}

/** The same task in German and in English. */
export function definePrompts<Answer>(
  words: PromptWords<Answer>,
): Readonly<Record<Language, Prompt<Answer>>> {
  return { de: promptIn('de', words), en: promptIn('en', words) };
}

function promptIn<Answer>(language: Language, words: PromptWords<Answer>): Prompt<Answer> {
  const { id, version, fields, answer, material = null } = words;
  const system = words.system[language].trim();
  const jsonSchema = answer && wireSchema(answer);
  const sha256 = createHash('sha256')
    .update(JSON.stringify([id, version, language, system, fields, jsonSchema, material]))
    .digest('hex');
  return { id, version, language, system, fields, answer, jsonSchema, sha256 };
}

/** What may be sent; `hint` says what was wrong with the answer before. */
export function messagesFor(
  prompt: Pick<Prompt<unknown>, 'system' | 'fields'>,
  facts: Readonly<Record<string, unknown>>,
  hint?: string,
): ChatMessage[] {
  const data = Object.fromEntries(prompt.fields.map((name) => [name, facts[name] ?? null]));
  return [
    { role: 'system', content: hint === undefined ? prompt.system : `${prompt.system}\n\n${hint}` },
    { role: 'user', content: JSON.stringify(data) },
  ];
}

/** Lengths and counts are checked here and not by the server: several grammars cannot express them. */
const OWN_LIMITS = [
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'pattern',
  'format',
  '$schema',
] as const;

function wireSchema(answer: z.ZodType): Record<string, unknown> {
  return z.toJSONSchema(answer, {
    override: ({ jsonSchema }) => {
      for (const name of OWN_LIMITS) delete (jsonSchema as Record<string, unknown>)[name];
    },
  });
}
