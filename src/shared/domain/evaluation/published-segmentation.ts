import { type PublishedFigures, rates } from './published-detection.ts';
import type { Similarity } from './similarity.ts';

/** A mask of ones and zeros, all of the same size. */
export type Mask = Uint8Array;

export interface SegmentedText {
  /** With `<seg>…</seg>` around its keywords. */
  readonly text: string;
  /** The n-th mask belongs to the n-th keyword. */
  readonly masks: readonly Mask[];
}

const KEYWORD = /<seg>(.*?)<\/seg>/gi;

const keywordsIn = (text: string): string[] =>
  [...text.matchAll(KEYWORD)].map(([, keyword]) => keyword!.trim().toLowerCase()).filter(Boolean);

interface Scored {
  readonly truths: number;
  readonly predictions: number;
  readonly matched: number;
  readonly hits: number;
  /** Sums over the matches, by the number of matches. */
  readonly iou: number;
  readonly similarity: number;
  readonly gIou: number;
}

/**
 * Named compatibility mode `published-segmentation`: what lmb-freiburg/radgrounder at a8f332b computes from texts with
 * `<seg>` tags and masks (`g_iou/segment_grounding_evaluator.py`). It is not comparable with the detection evaluator: sums are
 * divided by the number of matches and not of mentions, the mean is over all samples, and a sample with nothing on either side
 * scores 1.
 *
 * @param similarity Cosine of the embeddings of two keywords in lower case; clamped to 0-1 here, as there.
 */
export function publishedSegmentation(
  samples: readonly { readonly truth: SegmentedText; readonly predicted: SegmentedText }[],
  similarity: Similarity,
): PublishedFigures {
  const scored = samples.map(({ truth, predicted }) => score(truth, predicted, similarity));
  const total = (of: keyof Scored): number => scored.reduce((sum, one) => sum + one[of], 0);
  const average = (of: keyof Scored): number => (samples.length > 0 ? total(of) / samples.length : 0);
  const counts = { truths: total('truths'), predictions: total('predictions') };
  const at05 = rates(total('hits'), counts);
  return {
    samples: samples.length,
    samplesWithTruth: scored.filter(({ truths }) => truths > 0).length,
    trueMentions: counts.truths,
    predictedMentions: counts.predictions,
    matched: total('matched'),
    hitsAt05: total('hits'),
    ...rates(total('matched'), counts),
    precisionAt05: at05.precision,
    recallAt05: at05.recall,
    f1At05: at05.f1,
    meanIou: average('iou'),
    meanSimilarity: average('similarity'),
    gIou: average('gIou'),
  };
}

function score(truth: SegmentedText, predicted: SegmentedText, similarity: Similarity): Scored {
  const [truths, predictions] = [keywordsIn(truth.text), keywordsIn(predicted.text)];
  const counts = { truths: truths.length, predictions: predictions.length };
  if (truths.length === 0 && predictions.length === 0)
    return { ...counts, matched: 0, hits: 0, iou: 1, similarity: 1, gIou: 1 };
  const matches = match(truths, predictions, similarity).map(({ row, column, alike }) => ({
    alike,
    iou: maskIou(truth.masks[row], predicted.masks[column]),
  }));
  const per = (sum: number): number => (matches.length > 0 ? sum / matches.length : 0);
  return {
    ...counts,
    matched: matches.length,
    hits: matches.filter(({ iou }) => iou >= 0.5).length,
    iou: per(matches.reduce((sum, { iou }) => sum + iou, 0)),
    similarity: per(matches.reduce((sum, { alike }) => sum + alike, 0)),
    gIou: per(matches.reduce((sum, { iou, alike }) => sum + iou * alike, 0)),
  };
}

function match(truths: readonly string[], predictions: readonly string[], similarity: Similarity) {
  const [rows, columns] = [new Set(truths.keys()), new Set(predictions.keys())];
  const matches: { row: number; column: number; alike: number }[] = [];
  while (rows.size > 0 && columns.size > 0) {
    let best = { row: -1, column: -1, alike: -1 };
    for (const row of rows)
      for (const column of columns) {
        const alike = Math.min(1, Math.max(0, similarity(truths[row]!, predictions[column]!)));
        if (alike > best.alike) best = { row, column, alike };
      }
    rows.delete(best.row);
    columns.delete(best.column);
    matches.push(best);
  }
  return matches;
}

/** A mask that is missing is empty; two empty ones are the same. */
function maskIou(a: Mask | undefined, b: Mask | undefined): number {
  let [both, either] = [0, 0];
  for (let at = 0; at < Math.max(a?.length ?? 0, b?.length ?? 0); at += 1) {
    const [inA, inB] = [(a?.[at] ?? 0) > 0, (b?.[at] ?? 0) > 0];
    both += Number(inA && inB);
    either += Number(inA || inB);
  }
  return either > 0 ? both / either : 1;
}
