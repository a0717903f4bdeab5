import { type ClassId, isClassId } from '../anatomy/classes.ts';
import { type Box, boxIou } from '../grounding/box.ts';
import type { Finding } from '../grounding/finding.ts';
import { LOCATION_BINS, boxFromBins } from '../grounding/tokens.ts';
import type { Bins, MarkedText } from './markup.ts';

/** How a pack writes boxes. */
export interface BoxFormat {
  readonly boxOrder: 'xyxy' | 'yxyx';
  /** Bins per axis. */
  readonly bins: number;
}

/** A structure that RadGrounder names, and where it sees it. */
export interface SuggestedBox {
  readonly classId: ClassId;
  /** Pixels of the slice. */
  readonly box: Box;
  /** UTF-16 offsets of its words in the answer's text, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** 0-1: geometric mean of the probabilities of the five tokens that say what and where. An order, not a calibrated chance. */
  readonly confidence: number;
}

/** The boxes of an answer in pixels of a slice. */
export function suggestedBoxes(
  { spans }: MarkedText,
  format: BoxFormat,
  size: { readonly width: number; readonly height: number },
): SuggestedBox[] {
  return spans.flatMap(({ start, end, classId, bins, confidence }) =>
    isClassId(classId)
      ? [{ classId, start, end, confidence, box: boxFromBins(published(bins, format), size) }]
      : [],
  );
}

/** In the order and number of bins of the released code. */
function published([a, b, c, d]: Bins, { boxOrder, bins }: BoxFormat): Bins {
  const scale = (bin: number): number => (bin * LOCATION_BINS) / bins;
  const [x1, y1, x2, y2] = boxOrder === 'xyxy' ? [a, b, c, d] : [b, a, d, c];
  return [scale(x1), scale(y1), scale(x2), scale(y2)];
}

/** Below this overlap the two boxes are taken to mean different places; the usual limit of a hit in detection. */
const AGREEING_IOU = 0.5;
/** Of a box that the other model puts elsewhere without doubt. */
const HEAVIEST = 0.6;

/** RadGrounder's own box for a pair's class: what covers all of that class in its answer. */
export function boxOfClass(
  boxes: readonly SuggestedBox[],
  classId: ClassId,
): Pick<SuggestedBox, 'box' | 'confidence'> | null {
  const same = boxes.filter((one) => one.classId === classId);
  if (same.length === 0) return null;
  const edge = (at: 0 | 1 | 2 | 3, pick: (...values: number[]) => number): number =>
    pick(...same.map(({ box }) => box[at]));
  return {
    box: [edge(0, Math.min), edge(1, Math.min), edge(2, Math.max), edge(3, Math.max)],
    confidence: Math.max(...same.map(({ confidence }) => confidence)),
  };
}

/**
 * What two models that place a class differently have to say about the pair; undefined where they agree or where RadGrounder
 * does not name the class: it wrote a caption of its own, which may be about something else.
 */
export function disagreement(
  pair: { readonly classId: ClassId; readonly box: Box },
  boxes: readonly SuggestedBox[],
): Finding | undefined {
  const own = boxOfClass(boxes, pair.classId);
  if (!own) return undefined;
  const iou = boxIou(own.box, pair.box);
  if (iou >= AGREEING_IOU) return undefined;
  return {
    code: 'models-disagree',
    params: { classId: pair.classId, percent: Math.round(iou * 100) },
    weight: HEAVIEST * (1 - iou / AGREEING_IOU) * own.confidence + 0.05,
  };
}
