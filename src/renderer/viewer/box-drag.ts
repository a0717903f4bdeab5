import type { Box } from '../../shared/domain/grounding/box.ts';

/** A corner or side being dragged, as the edges it moves: -1 left/top, +1 right/bottom, 0 neither. Both 0 moves the box. */
export interface Handle {
  readonly x: -1 | 0 | 1;
  readonly y: -1 | 0 | 1;
}

/** The eight handles and the middle. */
export const HANDLES: readonly Handle[] = ([-1, 0, 1] as const).flatMap((y) =>
  ([-1, 0, 1] as const).flatMap((x) => (x === 0 && y === 0 ? [] : [{ x, y }])),
);

/**
 * The box after a handle was dragged by (dx, dy) pixels: snapped to whole pixels, inside the slice, never thinner than a pixel.
 */
export function dragBox(
  box: Box,
  handle: Handle,
  { dx, dy, width, height }: { dx: number; dy: number; width: number; height: number },
): Box {
  const [x1, x2] = dragEdges([box[0], box[2]], handle.x, {
    by: Math.round(dx),
    length: width,
    both: handle.x === 0 && handle.y === 0,
  });
  const [y1, y2] = dragEdges([box[1], box[3]], handle.y, {
    by: Math.round(dy),
    length: height,
    both: handle.x === 0 && handle.y === 0,
  });
  return [x1, y1, x2, y2];
}

function dragEdges(
  [low, high]: readonly [number, number],
  side: -1 | 0 | 1,
  { by, length, both }: { by: number; length: number; both: boolean },
): readonly [number, number] {
  if (both) {
    const shift = Math.max(-low, Math.min(length - high, by));
    return [low + shift, high + shift];
  }
  if (side === -1) return [Math.max(0, Math.min(high - 1, low + by)), high];
  if (side === 1) return [low, Math.min(length, Math.max(low + 1, high + by))];
  return [low, high];
}
