import type { ClassId } from '../anatomy/classes.ts';
import { type Box, boxIou } from '../grounding/box.ts';
import type { Similarity } from './similarity.ts';

/** A mention with where it is. */
export interface GroundedMention {
  readonly text: string;
  /** Null where a text names no class of the schema. */
  readonly classId: ClassId | null;
  /** Any unit, the same on both sides. */
  readonly box: Box;
}

/** What became of a mention: matched with one of the other side, or left over on its own. */
export interface MentionOutcome {
  /** Index of the true mention; null for a predicted one that nothing was left for. */
  readonly truth: number | null;
  /** Index of the predicted mention; null for a true one that was missed. */
  readonly predicted: number | null;
  /** 0-1; 0 where unmatched. */
  readonly similarity: number;
  /** 0-1; 0 where unmatched. */
  readonly iou: number;
}

/**
 * Matches mentions greedily on their similarity: the most similar pair first, each mention once, until one side has none left.
 * Of equally similar pairs the one of the same class goes first, then the one that overlaps more, then the earlier one: with
 * "Niere" twice in a text, each box goes to its own.
 */
export function matchMentions(
  truths: readonly GroundedMention[],
  predictions: readonly GroundedMention[],
  similarity: Similarity,
): MentionOutcome[] {
  const pairs = truths.flatMap((one, truth) =>
    predictions.map((other, predicted) => ({
      truth,
      predicted,
      similarity: similarity(one.text, other.text),
      sameClass: Number(one.classId !== null && one.classId === other.classId),
      iou: boxIou(one.box, other.box),
    })),
  );
  pairs.sort(
    (a, b) =>
      b.similarity - a.similarity ||
      b.sameClass - a.sameClass ||
      b.iou - a.iou ||
      a.truth - b.truth ||
      a.predicted - b.predicted,
  );
  const [seen, used] = [new Set<number>(), new Set<number>()];
  const outcomes: MentionOutcome[] = [];
  for (const { truth, predicted, similarity: alike, iou } of pairs) {
    if (seen.has(truth) || used.has(predicted)) continue;
    seen.add(truth);
    used.add(predicted);
    outcomes.push({ truth, predicted, similarity: alike, iou });
  }
  return [...outcomes, ...leftOver(truths, seen, 'truth'), ...leftOver(predictions, used, 'predicted')];
}

function leftOver(
  mentions: readonly unknown[],
  taken: ReadonlySet<number>,
  side: 'truth' | 'predicted',
): MentionOutcome[] {
  const none = { truth: null, predicted: null, similarity: 0, iou: 0 };
  return mentions.flatMap((_, at) => (taken.has(at) ? [] : [{ ...none, [side]: at }]));
}

/**
 * G-IoU of a sample, 0-1: similarity x IoU of the matches, 0 for whatever is left over on either side, averaged over all of it;
 * so the sum divided by the larger number of mentions.
 *
 * @returns null for a sample without a true mention, which is left out; 0 where nothing was predicted
 */
export function groundingIou(outcomes: readonly MentionOutcome[]): number | null {
  if (!outcomes.some(({ truth }) => truth !== null)) return null;
  return outcomes.reduce((sum, { similarity, iou }) => sum + similarity * iou, 0) / outcomes.length;
}
