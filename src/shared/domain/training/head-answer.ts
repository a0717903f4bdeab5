import type { ClassId } from '../anatomy/classes.ts';
import type { Box } from '../grounding/box.ts';

/** What a trained head says of one class on a slice, in shares of the slice. */
export interface RawHeadAnswer {
  readonly classId: ClassId;
  /** Probability that the class is on the slice, 0-1. */
  readonly presence: number;
  /** Expected edges x1, y1, x2, y2 as shares of width and height. */
  readonly edges: readonly [number, number, number, number];
  /** Deviation of the edges' distributions, a mean over the four, as a share of the slice. */
  readonly spread: number;
}

/** The same in the slice's own pixels. */
export interface HeadAnswer {
  readonly classId: ClassId;
  readonly presence: number;
  /** Pixels of the original slice, fractions of one included; null where the edges cross: the head knows no place for it. */
  readonly box: Box | null;
  /** 0-1: presence times how far the edges are from being spread over the whole slice. An order, not a calibrated chance. */
  readonly confidence: number;
}

/** Deviation of an edge that may be anywhere: of the uniform distribution over 0-1. */
const ANYWHERE = 1 / Math.sqrt(12);

/** Bin k of n stands for k / n of the slice, as location tokens do (grounding/tokens.ts), so shares scale by the slice's size. */
export function headAnswer(
  { classId, presence, edges, spread }: RawHeadAnswer,
  { width, height }: { readonly width: number; readonly height: number },
): HeadAnswer {
  const [x1, y1, x2, y2] = edges;
  const isBox = x1 < x2 && y1 < y2;
  return {
    classId,
    presence,
    box: isBox ? [x1 * width, y1 * height, x2 * width, y2 * height] : null,
    confidence: isBox ? presence * Math.max(0, 1 - spread / ANYWHERE) : 0,
  };
}
