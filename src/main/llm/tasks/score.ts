import { createHash } from 'node:crypto';
import { AppError } from '../../../shared/contract/app-error.ts';
import type { Language } from '../../../shared/domain/mention/mention.ts';
import { seededRandom } from '../../../shared/lib/random.ts';
import { type Outcome, askChecked } from '../checked-ask.ts';
import type { LlmClient } from '../client.ts';
import { EXAMPLES_PLACE, type ScoringKind, scoring } from '../prompts/scoring.ts';
import { SCORING_EXAMPLES, type ScoringExample } from '../prompts/tables/scoring-examples.ts';

/** A text to be rated and what it is rated against. */
export interface ToScore {
  readonly kind: ScoringKind;
  readonly language: Language;
  readonly question: string;
  readonly candidate: string;
  readonly reference: string;
}

export interface Score {
  /** 1-5, 5 best. */
  readonly score: number;
  readonly reason: string;
}

const SCORES = [1, 2, 3, 4, 5] as const;
const ANSWER = /^\s*([1-5])(?:\.0+)?\s*<reason>([^<>]{1,2000})<\/reason>\s*$/u;

/**
 * Rates a candidate against its reference. The same input always sees the same examples, one of each score.
 *
 * @throws AppError llm.*: the server cannot be asked
 */
export function score(client: LlmClient, input: ToScore, signal: AbortSignal): Promise<Outcome<Score>> {
  const { question, candidate, reference, kind, language } = input;
  return askChecked(
    client,
    {
      prompt: scoring[kind][language],
      facts: { question, candidate, reference },
      fill: { [EXAMPLES_PLACE]: examplesFor(input).join('\n') },
      read: readScore,
    },
    signal,
  );
}

/** @throws AppError llm.bad-answer unless it is a score and a reason in its tags */
export function readScore(answer: string): Score {
  const match = ANSWER.exec(answer);
  if (!match) throw new AppError('llm.bad-answer', { detail: '1-5 <reason>' });
  return { score: Number(match[1]), reason: match[2]!.trim() };
}

/** One example of each score, ascending, chosen by the first four bytes of the input's SHA-256. */
export function examplesFor({ kind, language, question, candidate, reference }: ToScore): string[] {
  const digest = createHash('sha256')
    .update(JSON.stringify([question, candidate, reference]))
    .digest();
  const random = seededRandom(digest.readUInt32BE(0));
  return SCORES.map((value) => {
    const examples = SCORING_EXAMPLES[kind][language][value];
    return exampleText(value, examples[Math.floor(random() * examples.length)]!);
  });
}

function exampleText(value: number, [question, candidate, reference, reason]: ScoringExample): string {
  return `${JSON.stringify({ question, candidate, reference })}\n${value} <reason>${reason}</reason>`;
}

/** What a set of ratings comes to; texts without a rating are counted and left out. */
export interface LlmScore {
  readonly rated: number;
  readonly unrated: number;
  /** 1-5; null where nothing was rated. */
  readonly mean: number | null;
  /** (mean - 1) / 4: 0 worst, 1 best. */
  readonly normalised: number | null;
}

export function llmScore(scores: readonly (number | null)[]): LlmScore {
  const rated = scores.filter((one) => one !== null);
  const counts = { rated: rated.length, unrated: scores.length - rated.length };
  if (rated.length === 0) return { ...counts, mean: null, normalised: null };
  const mean = rated.reduce((sum, one) => sum + one, 0) / rated.length;
  return { ...counts, mean, normalised: (mean - 1) / 4 };
}
