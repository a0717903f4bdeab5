import { type Proportion, wilson } from '../review/proportion.ts';
import { HIT_IOU, type ScoredSample } from './metric.ts';

/** One bar of a reliability diagram. */
export interface CalibrationBin {
  /** Confidence from here (inclusive) to there (exclusive; the last one inclusive). */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Mean confidence; null for an empty bin. */
  readonly confidence: number | null;
  /** Share that was right, with its 95 % interval; null for an empty bin. */
  readonly right: Proportion | null;
}

export interface Calibration {
  readonly bins: readonly CalibrationBin[];
  readonly count: number;
  /** Expected calibration error (Naeini et al. 2015), 0-1; null without predictions. */
  readonly error: number | null;
  /** Mean squared difference of confidence and outcome (Brier 1950), 0-1; null without predictions. */
  readonly brier: number | null;
}

export interface Judged {
  /** 0-1 */
  readonly confidence: number;
  readonly isRight: boolean;
}

/** How far the confidence of predictions is what it says, in bins of equal width. */
export function calibration(judged: readonly Judged[], binCount = 10): Calibration {
  const members = Array.from({ length: binCount }, (): Judged[] => []);
  for (const one of judged)
    members[Math.min(binCount - 1, Math.max(0, Math.floor(one.confidence * binCount)))]!.push(one);
  const bins = members.map((list, at): CalibrationBin => {
    const right = list.filter(({ isRight }) => isRight).length;
    return {
      from: at / binCount,
      to: (at + 1) / binCount,
      count: list.length,
      confidence: list.length > 0 ? list.reduce((sum, one) => sum + one.confidence, 0) / list.length : null,
      right: wilson(right, list.length),
    };
  });
  const count = judged.length;
  if (count === 0) return { bins, count, error: null, brier: null };
  const gaps = bins.map((bin) => bin.count * Math.abs((bin.confidence ?? 0) - (bin.right?.share ?? 0)));
  const squares = judged.map(({ confidence, isRight }) => (confidence - Number(isRight)) ** 2);
  const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
  return { bins, count, error: total(gaps) / count, brier: total(squares) / count };
}

/** A predicted box is right where its mention was matched with one of the same class that it overlaps by half. */
export function judgedMentions(
  { outcomes, truths }: ScoredSample,
  predictions: readonly { readonly classId: number | null; readonly confidence: number }[],
): Judged[] {
  return outcomes.flatMap(({ truth, predicted, iou }) => {
    if (predicted === null) return [];
    const { classId, confidence } = predictions[predicted]!;
    const isRight = truth !== null && iou >= HIT_IOU && truths[truth]!.classId === classId;
    return [{ confidence, isRight }];
  });
}
