import type { Similarity } from './similarity.ts';

/** Figures as the published evaluators name and count them. */
export interface PublishedFigures {
  readonly samples: number;
  /** Samples that the mean of G-IoU is taken over. */
  readonly samplesWithTruth: number;
  readonly trueMentions: number;
  readonly predictedMentions: number;
  readonly matched: number;
  readonly hitsAt05: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly precisionAt05: number;
  readonly recallAt05: number;
  readonly f1At05: number;
  readonly meanIou: number;
  readonly meanSimilarity: number;
  readonly gIou: number;
}

/** Precision, recall and F1 from counts; 0 where nothing was counted. */
export function rates(hits: number, { truths, predictions }: { truths: number; predictions: number }) {
  const precision = predictions > 0 ? hits / predictions : 0;
  const recall = truths > 0 ? hits / truths : 0;
  const f1 = precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0;
  return { precision, recall, f1 };
}

export const mean = (values: readonly number[]): number =>
  values.length > 0 ? values.reduce((sum, one) => sum + one, 0) / values.length : 0;

type Corners = readonly [number, number, number, number];
interface Tag {
  readonly keyword: string;
  readonly box: Corners;
}

const TAG = /<p bbox=<loc(\d+)><loc(\d+)><loc(\d+)><loc(\d+)> id=<seg\d+>>(.*?)<\/p>/gi;
const BINS = 512;

function tagsIn(text: string): Tag[] {
  return [...text.matchAll(TAG)].map(([, x1, y1, x2, y2, keyword]) => ({
    keyword: keyword!.trim().toLowerCase(),
    box: [Number(x1) / BINS, Number(y1) / BINS, Number(x2) / BINS, Number(y2) / BINS],
  }));
}

interface Result {
  readonly score: number;
  readonly iou: number;
  readonly isMatch: boolean;
}

/**
 * Named compatibility mode `published-detection`: what lmb-freiburg/radgrounder at a8f332b computes from texts with tags
 * (`g_iou/detect_grounding_evaluator.py`), for comparison with published numbers only. It differs from the definition:
 * - keywords are taken off their lists as they are matched and boxes are not, so that from the second match on boxes pair
 *   with the wrong keywords;
 * - mentions of samples with no true or no predicted one are not counted, which raises precision and recall;
 * - corners in the wrong order give a negative area.
 *
 * @param samples Texts with tags.
 * @param similarity Cosine of the embeddings of two keywords in lower case; not clamped.
 */
export function publishedDetection(
  samples: readonly { readonly truth: string; readonly predicted: string }[],
  similarity: Similarity,
): PublishedFigures {
  const found = samples.map(({ truth, predicted }) => {
    const [truths, predictions] = [tagsIn(truth), tagsIn(predicted)];
    const isEmpty = truths.length === 0 || predictions.length === 0;
    return { truths, predictions, results: isEmpty ? [] : match(truths, predictions, similarity) };
  });
  const full = found.filter(({ results }) => results.length > 0);
  const counts = {
    truths: full.reduce((sum, { truths }) => sum + truths.length, 0),
    predictions: full.reduce((sum, { predictions }) => sum + predictions.length, 0),
  };
  const matches = full.map(({ results }) => results.filter(({ isMatch }) => isMatch));
  const hitsAt05 = full.flatMap(({ results }) => results).filter(({ iou }) => iou >= 0.5).length;
  const at05 = rates(hitsAt05, counts);
  const samplesWithTruth = found.filter(({ truths }) => truths.length > 0).length;
  const scores = full.map(({ results }) => mean(results.map(({ score, iou }) => score * iou)));
  return {
    samples: samples.length,
    samplesWithTruth,
    trueMentions: counts.truths,
    predictedMentions: counts.predictions,
    matched: matches.flat().length,
    hitsAt05,
    ...rates(matches.flat().length, counts),
    precisionAt05: at05.precision,
    recallAt05: at05.recall,
    f1At05: at05.f1,
    meanIou: mean(matches.map((list) => mean(list.map(({ iou }) => iou)))),
    meanSimilarity: mean(matches.map((list) => mean(list.map(({ score }) => score)))),
    gIou: samplesWithTruth > 0 ? scores.reduce((sum, one) => sum + one, 0) / samplesWithTruth : 0,
  };
}

function match(truths: readonly Tag[], predictions: readonly Tag[], similarity: Similarity): Result[] {
  const rows = truths.map(({ keyword }) => keyword);
  const columns = predictions.map(({ keyword }) => keyword);
  const results: Result[] = [];
  while (rows.length > 0 && columns.length > 0) {
    const { row, column, score } = largest(rows, columns, similarity);
    // Deliberately by the position that the keyword has now: the published lists of boxes do not shrink.
    const iou = cornersIou(truths[row]!.box, predictions[column]!.box);
    results.push({ score, iou, isMatch: true });
    rows.splice(row, 1);
    columns.splice(column, 1);
  }
  return [...results, ...[...rows, ...columns].map(() => ({ score: 0, iou: 0, isMatch: false }))];
}

function largest(rows: readonly string[], columns: readonly string[], similarity: Similarity) {
  let best = { row: 0, column: 0, score: Number.NEGATIVE_INFINITY };
  rows.forEach((truth, row) =>
    columns.forEach((predicted, column) => {
      const score = similarity(truth, predicted);
      if (score > best.score) best = { row, column, score };
    }),
  );
  return best;
}

function cornersIou(a: Corners, b: Corners): number {
  const overlap =
    Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0])) *
    Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]));
  const union = area(a) + area(b) - overlap;
  return union > 0 ? overlap / union : 0;
}

const area = ([x1, y1, x2, y2]: Corners): number => (x2 - x1) * (y2 - y1);
