import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { publishedDetection } from '../../src/shared/domain/evaluation/published-detection.ts';
import { publishedSegmentation } from '../../src/shared/domain/evaluation/published-segmentation.ts';
import { cosine } from '../../src/shared/domain/evaluation/similarity.ts';
import { hasSharedData, sharedData } from '../support/shared-data.ts';

interface Recorded {
  readonly gt_keyword: string | null;
  readonly best_pred_keyword: string | null;
  readonly score: number;
}
type Rect = [number, number, number, number];
interface Oracle {
  readonly detect: {
    readonly pairs: { readonly gt: string; readonly pred: string }[];
    readonly result: {
      readonly overall_metrics: Record<string, number>;
      readonly detailed_results: { readonly results: Recorded[] }[];
    };
  };
  readonly segment: {
    readonly mask_size: [number, number];
    readonly samples: {
      readonly gt_text: string;
      readonly pred_text: string;
      readonly gt_rects: Rect[];
      readonly pred_rects: Rect[];
    }[];
    readonly result: { readonly overall_metrics: Record<string, number> };
  };
}

/** The stub that stood in for the published embedding model: byte trigrams of ^text$, FNV-1a into 256 buckets. */
function stubEmbedding(text: string): Float32Array {
  const bytes = Buffer.from(`^${text}$`, 'utf8');
  const counts = new Float32Array(256);
  for (let at = 0; at + 3 <= bytes.length; at += 1) {
    let hash = 0x811c9dc5;
    for (const byte of bytes.subarray(at, at + 3)) hash = Math.imul(hash ^ byte, 0x01000193);
    counts[(hash >>> 0) % 256]! += 1;
  }
  return counts;
}

const stubSimilarity = (a: string, b: string): number => cosine(stubEmbedding(a), stubEmbedding(b));

/**
 * The cosines that torch recorded, the stub's for the rest. Of several equal pairs, which one goes first hangs on the last bit of
 * torch's single-precision product, and with the published lists of boxes the order decides the score.
 */
function recordedSimilarity(results: readonly Recorded[]): typeof stubSimilarity {
  const known = new Map(
    results.map((one) => [JSON.stringify([one.gt_keyword, one.best_pred_keyword]), one.score]),
  );
  return (a, b) => known.get(JSON.stringify([a, b])) ?? stubSimilarity(a, b);
}

const NAMES = {
  samples: 'total_samples',
  trueMentions: 'total_gt_keywords',
  predictedMentions: 'total_pred_keywords',
  matched: 'total_matched_keywords',
  hitsAt05: 'total_iou_at_05',
  precision: 'precision',
  recall: 'recall',
  f1: 'f1_score',
  precisionAt05: 'precision_at_05',
  recallAt05: 'recall_at_05',
  f1At05: 'f1_at_05',
  meanIou: 'average_iou',
  meanSimilarity: 'average_semantic_score',
  gIou: 'average_grounding_iou',
} as const;

describe.skipIf(!hasSharedData)('the published evaluators, against their own output', () => {
  const oracle = hasSharedData
    ? (JSON.parse(readFileSync(sharedData('oracle', 'evaluators.json'), 'utf8')) as Oracle)
    : undefined;

  const expectSame = (figures: object, metrics: Record<string, number>): void => {
    for (const [name, published] of Object.entries(NAMES))
      expect(Math.abs((figures as Record<string, number>)[name]! - metrics[published]!), name).toBeLessThan(
        1e-6,
      );
  };

  it('boxes: all fourteen figures equal within 1e-6', () => {
    const { pairs, result } = oracle!.detect;
    const figures = publishedDetection(
      pairs.map(({ gt, pred }) => ({ truth: gt, predicted: pred })),
      recordedSimilarity(result.detailed_results.flatMap(({ results }) => results)),
    );
    expectSame(figures, result.overall_metrics);
    expect(figures.samplesWithTruth).toBe(result.overall_metrics['total_samples_with_gt_keywords']);
  });

  it('masks: all fourteen figures equal within 1e-6', () => {
    const { samples, result, mask_size: size } = oracle!.segment;
    const mask = ([x1, y1, x2, y2]: Rect): Uint8Array => {
      const values = new Uint8Array(size[0] * size[1]);
      for (let y = y1; y < y2; y += 1) values.fill(1, y * size[1] + x1, y * size[1] + x2);
      return values;
    };
    const figures = publishedSegmentation(
      samples.map((one) => ({
        truth: { text: one.gt_text, masks: one.gt_rects.map(mask) },
        predicted: { text: one.pred_text, masks: one.pred_rects.map(mask) },
      })),
      stubSimilarity,
    );
    expectSame(figures, result.overall_metrics);
  });
});
