import { AppError } from '../../shared/contract/app-error.ts';
import type { ErrorCode } from '../../shared/contract/errors/index.ts';
import { answerText, jsonIn } from './answer-text.ts';
import type { Reply } from './chat-reply.ts';
import type { LlmClient } from './client.ts';
import { type Prompt, messagesFor } from './prompt.ts';
import { RETRY_HINT } from './prompts/common.ts';
import { parseStrictJson } from './strict-json.ts';

/** What asking has cost, as far as the server counts. */
export interface Spent {
  /** Answers that were asked for: one, or two. */
  readonly asked: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** What answered last, by its own name. */
  readonly model: string | null;
}

/** An answer that holds, or why none did. */
export type Outcome<T> = Spent &
  ({ readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: AppError });

export interface Question<Answer, T> {
  readonly prompt: Prompt<Answer>;
  readonly facts: Readonly<Record<string, unknown>>;
  /** Words that the prompt's text is completed with, by their place. */
  readonly fill?: Readonly<Record<string, string>>;
  /** Holds the answer against the facts. @throws AppError with a code of an answer: it does not count */
  readonly read: (answer: Answer) => T;
}

/** Failures of one answer, not of the server: worth a second try, and no reason to stop asking about other texts. */
const OF_THE_ANSWER: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'llm.empty-answer',
  'llm.declined',
  'llm.truncated',
  'llm.cut-off',
  'llm.too-long',
  'llm.too-many-tokens',
  'llm.not-json',
  'llm.duplicate-keys',
  'llm.too-deep',
  'llm.bad-answer',
  'llm.not-verbatim',
  'llm.contradicts-text',
]);

const FIRST_SEED = 42;
const TRIES = 2;

/**
 * Asks until an answer holds, twice at the most. The second time another seed is used and the model is told that its answer
 * did not count, but never what it was.
 *
 * @throws AppError llm.*: the server cannot be asked; the signal's reason when it aborts
 */
export async function askChecked<Answer, T>(
  client: LlmClient,
  question: Question<Answer, T>,
  signal: AbortSignal,
): Promise<Outcome<T>> {
  let spent: Spent = { asked: 0, promptTokens: 0, completionTokens: 0, model: null };
  let problem: AppError | undefined;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    try {
      const reply = await client.ask(requestFor(question, attempt), signal);
      spent = added(spent, reply);
      if (reply.problem) throw reply.problem;
      return { ok: true, value: question.read(parsedAnswer(question.prompt, reply.text)), ...spent };
    } catch (error) {
      if (!(error instanceof AppError) || !OF_THE_ANSWER.has(error.code)) throw error;
      spent = { ...spent, asked: attempt + 1 };
      problem = error;
    }
  }
  return { ok: false, problem: problem!, ...spent };
}

function requestFor<Answer, T>(
  { prompt, facts, fill = {} }: Question<Answer, T>,
  attempt: number,
): Parameters<LlmClient['ask']>[0] {
  const system = Object.entries(fill).reduce(
    (words, [place, text]) => words.replace(place, () => text),
    prompt.system,
  );
  const hint = attempt === 0 ? undefined : RETRY_HINT[prompt.language];
  return {
    messages: messagesFor({ ...prompt, system }, facts, hint),
    schema: prompt.jsonSchema && { name: prompt.id.replaceAll('-', '_'), schema: prompt.jsonSchema },
    seed: FIRST_SEED + attempt,
  };
}

function added(spent: Spent, reply: Reply): Spent {
  return {
    asked: spent.asked + 1,
    promptTokens: spent.promptTokens + (reply.promptTokens ?? 0),
    completionTokens: spent.completionTokens + (reply.completionTokens ?? 0),
    model: reply.model ?? spent.model,
  };
}

/** @throws AppError llm.not-json and the like, llm.bad-answer */
function parsedAnswer<Answer>({ answer }: Prompt<Answer>, content: string): Answer {
  const text = answerText(content);
  if (text === '') throw new AppError('llm.empty-answer');
  // A prompt without a form has text for an answer.
  if (!answer) return text as Answer;
  const parsed = answer.safeParse(strictAnswer(jsonIn(text)));
  if (parsed.success) return parsed.data;
  throw new AppError('llm.bad-answer', { detail: parsed.error.issues[0]?.path.join('.') || '{…}' });
}

/** Where an answer is a web page, it is just no JSON; the address is right, or there were no answer. */
function strictAnswer(text: string): unknown {
  try {
    return parseStrictJson(text);
  } catch (error) {
    if (error instanceof AppError && error.code === 'llm.web-page')
      throw new AppError('llm.not-json', {}, { cause: error });
    throw error;
  }
}
