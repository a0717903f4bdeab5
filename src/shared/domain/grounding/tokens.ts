import { MODEL_EDGE } from '../image/model-input.ts';
import type { Box } from './box.ts';

/** Location bins of the released RadGrounder checkpoints (PaliGemma has 1024 tokens, the code uses 512 of them). */
export const LOCATION_BINS = 512;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A box as a detection tag carries it, in the order of the released code: x1, y1, x2, y2. */
export function boxTokens(box: Box, size: Size): string {
  return modelBox(box, size)
    .map((edge) => `<loc${String(locationBin(edge)).padStart(4, '0')}>`)
    .join('');
}

/**
 * Box in pixels of the model's input, cut to whole numbers. In single precision like the released code, because the cut falls
 * right beside whole numbers: the edge at 83 of 83 pixels becomes 223 there, and 224 in exact arithmetic.
 */
export function modelBox([x1, y1, x2, y2]: Box, { width, height }: Size): Box {
  const scale = (edge: number, length: number): number =>
    Math.trunc(Math.fround(Math.fround(edge) * Math.fround(MODEL_EDGE / length)));
  return [scale(x1, width), scale(y1, height), scale(x2, width), scale(y2, height)];
}

/** trunc(clip(v / 224, 0, 1) * 512): an edge at the image's border gets bin 512, which the code emits too. */
function locationBin(edge: number): number {
  return Math.trunc(Math.min(1, Math.max(0, edge / MODEL_EDGE)) * LOCATION_BINS);
}

/** Pixels of the slice that a tag's four bins stand for. */
export function boxFromBins(bins: readonly [number, number, number, number], { width, height }: Size): Box {
  const [x1, y1, x2, y2] = bins;
  const scale = (bin: number, length: number): number => (bin / LOCATION_BINS) * length;
  return [scale(x1, width), scale(y1, height), scale(x2, width), scale(y2, height)];
}

/** A stretch of a caption with the region it names. */
export interface TaggedSpan {
  /** UTF-16 offsets in the caption, end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly classId: number;
  readonly box: Box;
}

/**
 * The caption with detection tags around its mentions, placed by offset, so that compounds and words before a dot keep theirs.
 * Spans must not overlap; of overlapping ones the longer is kept.
 */
export function tagCaption(caption: string, spans: readonly TaggedSpan[], size: Size): string {
  const kept: TaggedSpan[] = [];
  for (const span of spans.toSorted((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start)) {
    if (!kept.some((other) => span.start < other.end && other.start < span.end)) kept.push(span);
  }
  let tagged = '';
  let at = 0;
  for (const { start, end, classId, box } of kept.toSorted((a, b) => a.start - b.start)) {
    const id = `<seg${String(classId).padStart(3, '0')}>`;
    tagged += `${caption.slice(at, start)}<p bbox=${boxTokens(box, size)} id=${id}>${caption.slice(start, end)}</p>`;
    at = end;
  }
  return tagged + caption.slice(at);
}
