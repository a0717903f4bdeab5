import type { ClassId } from '../anatomy/classes.ts';
import { type GroundedMention, type MentionOutcome, groundingIou } from './match-mentions.ts';

/** Share of overlap from which a box counts as a hit, the usual limit in detection. */
export const HIT_IOU = 0.5;

/** What of a sample goes into a figure; a figure is the sum of numerators over the sum of denominators of all samples. */
export interface Ratio {
  readonly numerator: number;
  readonly denominator: number;
}

const NOTHING: Ratio = { numerator: 0, denominator: 0 };
const value = (numerator: number | null | undefined): Ratio =>
  numerator === null || numerator === undefined ? NOTHING : { numerator, denominator: 1 };

/** Figures of a written answer; null where one does not apply. */
export interface AnswerScores {
  readonly accuracy: number | null;
  readonly f1: number | null;
  readonly recall: number | null;
  readonly cider: number | null;
  /** 1-5 by a judge model; null where it was not asked or gave none. */
  readonly llm: number | null;
}

/** One sample with everything that figures are made of. */
export interface ScoredSample {
  readonly truths: readonly GroundedMention[];
  readonly predictions: readonly GroundedMention[];
  readonly outcomes: readonly MentionOutcome[];
  /** Null for samples whose text is not compared. */
  readonly answer: AnswerScores | null;
}

const matched = (outcomes: readonly MentionOutcome[]): MentionOutcome[] =>
  outcomes.filter(({ truth, predicted }) => truth !== null && predicted !== null);
const hits = (outcomes: readonly MentionOutcome[]): number =>
  matched(outcomes).filter(({ iou }) => iou >= HIT_IOU).length;
const sum = (outcomes: readonly MentionOutcome[], of: 'iou' | 'similarity'): number =>
  outcomes.reduce((total, outcome) => total + outcome[of], 0);

/**
 * Every figure as a ratio of sums over samples. Means over samples (G-IoU, the figures of answers) have the denominator 1;
 * precision, recall and F1 are taken over all mentions, with F1 = 2 x matched / (predicted + true), which is the harmonic mean
 * of the other two.
 */
export const METRICS = {
  gIou: ({ outcomes }) => value(groundingIou(outcomes)),
  precision: ({ outcomes, predictions }) => ({
    numerator: matched(outcomes).length,
    denominator: predictions.length,
  }),
  recall: ({ outcomes, truths }) => ({ numerator: matched(outcomes).length, denominator: truths.length }),
  f1: ({ outcomes, truths, predictions }) => ({
    numerator: 2 * matched(outcomes).length,
    denominator: truths.length + predictions.length,
  }),
  precisionAt05: ({ outcomes, predictions }) => ({
    numerator: hits(outcomes),
    denominator: predictions.length,
  }),
  recallAt05: ({ outcomes, truths }) => ({ numerator: hits(outcomes), denominator: truths.length }),
  f1At05: ({ outcomes, truths, predictions }) => ({
    numerator: 2 * hits(outcomes),
    denominator: truths.length + predictions.length,
  }),
  meanIou: ({ outcomes }) => ({
    numerator: sum(matched(outcomes), 'iou'),
    denominator: matched(outcomes).length,
  }),
  meanSimilarity: ({ outcomes }) => ({
    numerator: sum(matched(outcomes), 'similarity'),
    denominator: matched(outcomes).length,
  }),
  accuracy: ({ answer }) => value(answer?.accuracy),
  answerF1: ({ answer }) => value(answer?.f1),
  answerRecall: ({ answer }) => value(answer?.recall),
  cider: ({ answer }) => value(answer?.cider),
  /** (score - 1) / 4; samples without a score are left out. */
  llmScore: ({ answer }) => value(answer?.llm == null ? null : (answer.llm - 1) / 4),
} as const satisfies Readonly<Record<string, (sample: ScoredSample) => Ratio>>;

export type MetricName = keyof typeof METRICS;
export const METRIC_NAMES = Object.keys(METRICS) as MetricName[];

/**
 * G-IoU of one class, by mention: the scores of its true mentions, and of predicted ones that were left over, by their number.
 * A matched prediction belongs to the class of the mention that it was matched with.
 */
export function classRatio({ outcomes, truths, predictions }: ScoredSample, classId: ClassId): Ratio {
  const own = outcomes.filter(({ truth, predicted }) =>
    truth === null ? predictions[predicted!]!.classId === classId : truths[truth]!.classId === classId,
  );
  return {
    numerator: own.reduce((total, { similarity, iou }) => total + similarity * iou, 0),
    denominator: own.length,
  };
}

/** Classes that a sample has anything to say about. */
export function classesOf({ truths, predictions }: ScoredSample): ClassId[] {
  const ids = [...truths, ...predictions].flatMap(({ classId }) => (classId === null ? [] : [classId]));
  return [...new Set(ids)].toSorted((a, b) => a - b);
}
