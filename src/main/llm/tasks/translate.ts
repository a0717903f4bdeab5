import { AppError } from '../../../shared/contract/app-error.ts';
import type { Language } from '../../../shared/domain/mention/mention.ts';
import { type Outcome, type Spent, askChecked } from '../checked-ask.ts';
import type { LlmClient } from '../client.ts';
import type { Prompt } from '../prompt.ts';
import { type Judgement, translationJudging } from '../prompts/translation-judging.ts';
import { type TranslationAnswer, translation, translationRevision } from '../prompts/translation.ts';
import { classesIn, numbersIn, swappedSide } from './text-facts.ts';
import { contradiction } from './verbatim.ts';

/** Language of the prompt's own words; the texts are German and English either way. */
interface Asking {
  readonly promptLanguage: Language;
  readonly signal: AbortSignal;
}

/**
 * German into English. It counts only if no number is new or lost and, by the lexicon, no side is swapped.
 *
 * @throws AppError llm.*: the server cannot be asked
 */
export function translate(client: LlmClient, german: string, asking: Asking): Promise<Outcome<string>> {
  return inEnglish(client, translation[asking.promptLanguage], { german }, asking);
}

/**
 * Rates a translation, 5 without faults. It counts only if each fault quotes the German, the English or both verbatim.
 *
 * @throws AppError llm.*: the server cannot be asked
 */
export function judgeTranslation(
  client: LlmClient,
  texts: { readonly german: string; readonly english: string },
  { promptLanguage, signal }: Asking,
): Promise<Outcome<Judgement>> {
  return askChecked(
    client,
    {
      prompt: translationJudging[promptLanguage],
      facts: texts,
      read: (judgement) => heldAgainst(judgement, texts),
    },
    signal,
  );
}

/** A translation with the judgement it ended with. */
export interface JudgedTranslation {
  readonly english: string;
  readonly judgement: Judgement;
  /** How often it was translated: once, and once more for each round of faults. */
  readonly rounds: number;
}

const MAX_ROUNDS = 3;
const FLAWLESS = 5;

/**
 * Translates, has the result judged, and gives the faults back to be mended, until the judge finds none or three rounds are over. The
 * best of all rounds is kept, of equals the first. A judge is a model too: its score is no proof.
 *
 * @throws AppError llm.*: the server cannot be asked
 */
export async function translateAndJudge(
  client: LlmClient,
  german: string,
  asking: Asking,
): Promise<Outcome<JudgedTranslation>> {
  const costs: Spent[] = [];
  const spend = <T>(outcome: Outcome<T>): Outcome<T> => {
    costs.push(outcome);
    return outcome;
  };
  let best: JudgedTranslation | undefined;
  let problem: AppError | undefined;
  let draft = spend(await translate(client, german, asking));
  for (let rounds = 1; draft.ok; rounds += 1) {
    const english = draft.value;
    const judged = spend(await judgeTranslation(client, { german, english }, asking));
    if (!judged.ok) {
      problem = judged.problem;
      break;
    }
    const { faults, score } = judged.value;
    if (!best || score > best.judgement.score) best = { english, judgement: judged.value, rounds };
    if (faults.length === 0 || rounds === MAX_ROUNDS) break;
    const revision = translationRevision[asking.promptLanguage];
    draft = spend(await inEnglish(client, revision, { german, english, faults }, asking));
  }
  if (best) return { ok: true, value: best, ...sum(costs) };
  return { ok: false, problem: draft.ok ? problem! : draft.problem, ...sum(costs) };
}

function inEnglish(
  client: LlmClient,
  prompt: Prompt<TranslationAnswer>,
  facts: { readonly german: string } & Readonly<Record<string, unknown>>,
  { signal }: Asking,
): Promise<Outcome<string>> {
  return askChecked(
    client,
    { prompt, facts, read: ({ english }) => faithful(english, facts.german) },
    signal,
  );
}

function faithful(english: string, german: string): string {
  const [before, after] = [numbersIn(german), numbersIn(english)];
  if (before.toSorted().join() !== after.toSorted().join()) throw contradiction('english', 'number');
  if (swappedSide(classesIn(german, 'de'), classesIn(english, 'en')) !== undefined)
    throw contradiction('english', 'side');
  return english;
}

function heldAgainst(
  judgement: Judgement,
  texts: { readonly german: string; readonly english: string },
): Judgement {
  const lost = judgement.faults.findIndex(
    ({ german, english }) =>
      (german === '' && english === '') || !texts.german.includes(german) || !texts.english.includes(english),
  );
  if (lost !== -1) throw new AppError('llm.not-verbatim', { number: lost + 1 });
  if (judgement.score === FLAWLESS && judgement.faults.length > 0) throw contradiction('score', 'faults');
  return judgement;
}

function sum(costs: readonly Spent[]): Spent {
  return {
    asked: costs.reduce((total, { asked }) => total + asked, 0),
    promptTokens: costs.reduce((total, { promptTokens }) => total + promptTokens, 0),
    completionTokens: costs.reduce((total, { completionTokens }) => total + completionTokens, 0),
    model: costs.at(-1)?.model ?? null,
  };
}
