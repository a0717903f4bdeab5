import type { TextSpan } from '../../../shared/domain/mention/mention.ts';

/** A stretch of a caption that belongs to a pair. */
export interface CaptionMark extends TextSpan {
  readonly pairId: number;
  readonly negated: boolean;
}

/** A run of caption text under the same marks; runs join up to the whole caption. */
export interface CaptionSegment extends TextSpan {
  readonly text: string;
  /** Marks over this run, the pair under judgement first, then shorter before longer. */
  readonly marks: readonly CaptionMark[];
}

/**
 * Cuts a caption at the borders of its marks. Marks may nest, overlap and end inside a word ("Leber" in
 * "Leberzyste"); one that lies outside the text is cut to it, and an empty one is dropped.
 * Offsets are UTF-16 code units of the caption.
 */
export function segmentCaption(
  text: string,
  marks: readonly CaptionMark[],
  activePairId: number | null,
): CaptionSegment[] {
  const inside = marks
    .map((mark) => ({ ...mark, start: Math.max(0, mark.start), end: Math.min(text.length, mark.end) }))
    .filter((mark) => mark.start < mark.end);
  const cuts = [...new Set([0, text.length, ...inside.flatMap(({ start, end }) => [start, end])])].toSorted(
    (a, b) => a - b,
  );
  const rank = byRelevance(activePairId);
  return cuts.slice(1).map((end, index) => {
    const start = cuts[index]!;
    const over = inside.filter((mark) => mark.start <= start && mark.end >= end);
    return { start, end, text: text.slice(start, end), marks: over.toSorted(rank) };
  });
}

function byRelevance(activePairId: number | null): (a: CaptionMark, b: CaptionMark) => number {
  const isActive = (mark: CaptionMark): number => (mark.pairId === activePairId ? 0 : 1);
  return (a, b) => isActive(a) - isActive(b) || a.end - a.start - (b.end - b.start) || a.pairId - b.pairId;
}
