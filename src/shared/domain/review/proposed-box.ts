import type { Box } from '../grounding/box.ts';
import { boxIou } from '../grounding/box.ts';

/** Who proposes a box: the trained head in use, or RadGrounder. */
export const PROPOSERS = ['head', 'radgrounder'] as const;
export type Proposer = (typeof PROPOSERS)[number];

/** A model's own box for a pair, with the version that made it. */
export interface ModelBox {
  readonly proposer: Proposer;
  /** Of the model, for people. */
  readonly name: string;
  /** SHA-256 of the head's lineage, or of the pack's manifest. */
  readonly version: string;
  /** Pixels of the slice. */
  readonly box: Box;
  /** 0-1; an order, not a calibrated chance. */
  readonly confidence: number;
}

/** A box that a reviewer may take as the correction. */
export interface ProposedBox extends ModelBox {
  /** Overlap with the automatic box, 0-1. */
  readonly iou: number;
}

/**
 * The box that is offered: the first model's that has one. Whole pixels, because boxes end where pixels do, and at least one of them
 * within the slice.
 *
 * @param models In the order in which they are believed
 */
export function proposedBox(
  models: readonly (ModelBox | null)[],
  { automatic, size }: { automatic: Box; size: { readonly width: number; readonly height: number } },
): ProposedBox | null {
  const model = models.find((one) => one !== null);
  if (!model) return null;
  const [left, right] = wholePixels([model.box[0], model.box[2]], size.width);
  const [top, bottom] = wholePixels([model.box[1], model.box[3]], size.height);
  const box: Box = [left, top, right, bottom];
  return { ...model, box, iou: boxIou(box, automatic) };
}

function wholePixels([from, to]: readonly [number, number], length: number): [number, number] {
  const start = Math.max(0, Math.min(length - 1, Math.round(from)));
  return [start, Math.max(start + 1, Math.min(length, Math.round(to)))];
}
