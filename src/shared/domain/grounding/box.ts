/**
 * [x1, y1, x2, y2] in pixels of the original slice; x to the right, y down, right and lower edges exclusive,
 * so a one-pixel region at (3, 4) is [3, 4, 4, 5].
 */
export type Box = readonly [x1: number, y1: number, x2: number, y2: number];

/** Intersection over union of two boxes, 0 when they do not meet or both are empty. */
export function boxIou(a: Box, b: Box): number {
  const width = Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0]));
  const height = Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]));
  const intersection = width * height;
  const union = boxArea(a) + boxArea(b) - intersection;
  return union > 0 ? intersection / union : 0;
}

/** Area in pixels. */
export function boxArea([x1, y1, x2, y2]: Box): number {
  return Math.max(0, x2 - x1) * Math.max(0, y2 - y1);
}
