import type { Language } from '../mention/mention.ts';
import { sameAnswer, tokenF1, tokenRecall } from './answer-score.ts';
import { ciderScores } from './cider.ts';
import { type GroundedMention, matchMentions } from './match-mentions.ts';
import type { AnswerScores, ScoredSample } from './metric.ts';
import type { Similarity } from './similarity.ts';

/**
 * How a model is asked, which decides what is compared:
 * `ground` a caption with boxes of its own, as published; `locate` the box of each given mention; `answer` questions.
 */
export const PROTOCOLS = ['ground', 'locate', 'answer'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

export interface PredictedMention extends GroundedMention {
  /** 0-1 */
  readonly confidence: number;
}

/** What is known of a case before a model has seen it. */
export interface EvaluationCase {
  /** The same in every evaluation of the set. */
  readonly caseId: string;
  /** Pseudonym; '' where unknown. */
  readonly patient: string;
  /** CT, MR, or whatever a data set says (X-Ray). */
  readonly modality: string;
  readonly language: Language;
  /** '' where unknown. */
  readonly bodyPart: string;
  /** Null for captions. */
  readonly answerType: 'open' | 'closed' | null;
  /** What is asked, or what the examination was to clear up. */
  readonly question: string;
  readonly clinicalInformation: string;
  /** Size of the image in pixels, which boxes are in. */
  readonly width: number;
  readonly height: number;
  readonly truth: { readonly text: string; readonly mentions: readonly GroundedMention[] };
}

/** A case with what a model made of it. */
export interface EvaluatedCase extends EvaluationCase {
  /** Name of its picture beside the report; null where there is none. */
  readonly picture: string | null;
  /** Null where the model failed; counted as silence. */
  readonly predicted: {
    readonly text: string;
    readonly mentions: readonly PredictedMention[];
    /** False where the answer reached its limit of length. */
    readonly isComplete: boolean;
  } | null;
  /** Code of the error where it failed. */
  readonly failure: string | null;
  /** By a judge model; null where it was not asked or gave none that holds. */
  readonly llm: { readonly score: number; readonly reason: string } | null;
}

export interface ScoredCase extends ScoredSample {
  readonly evaluated: EvaluatedCase;
  readonly predictions: readonly PredictedMention[];
}

/** Everything that figures are made of. CIDEr's document frequencies are those of all these cases. */
export function scoreCases(
  cases: readonly EvaluatedCase[],
  { protocol, similarity }: { readonly protocol: Protocol; readonly similarity: Similarity },
): ScoredCase[] {
  const pairs = cases.map(({ predicted, truth }) => ({
    candidate: predicted?.text ?? '',
    reference: truth.text,
  }));
  const ciders = protocol === 'locate' ? [] : ciderScores(pairs);
  return cases.map((evaluated, at) => {
    const truths = evaluated.truth.mentions;
    const predictions = evaluated.predicted?.mentions ?? [];
    const outcomes = matchMentions(truths, predictions, similarity);
    return { evaluated, truths, predictions, outcomes, answer: answerOf(evaluated, protocol, ciders[at]) };
  });
}

function answerOf(
  { predicted, truth, llm }: EvaluatedCase,
  protocol: Protocol,
  cider: number | undefined,
): AnswerScores | null {
  if (protocol === 'locate' || cider === undefined) return null;
  const rated = { cider, llm: llm?.score ?? null };
  if (protocol === 'ground') return { ...rated, accuracy: null, f1: null, recall: null };
  const text = predicted?.text ?? '';
  return {
    ...rated,
    accuracy: Number(sameAnswer(text, truth.text)),
    f1: tokenF1(text, truth.text),
    recall: tokenRecall(text, truth.text),
  };
}
