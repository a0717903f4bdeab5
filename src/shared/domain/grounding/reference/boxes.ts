import type { Box } from '../box.ts';
import { classRegions } from '../class-boxes.ts';

/** A box with its class: [x1, y1, x2, y2, class id], pixels of the slice, right and lower edges exclusive. */
export type ReferenceBox = readonly [x1: number, y1: number, x2: number, y2: number, classId: number];

interface Size {
  readonly width: number;
  readonly height: number;
}

/** One box per class that covers all its pixels, class ids ascending. @param mask Row-major ids, 0 is background. */
export function mergedBoxes(mask: Uint8Array, { width, height }: Size): ReferenceBox[] {
  return classRegions(mask, width, height).map(({ box, classId }) => [...box, classId] as const);
}

/**
 * One box per 8-connected component, class ids ascending, and within a class in the order of OpenCV's
 * `connectedComponentsWithStats`. That one scans blocks of 2 x 2 pixels row by row (Bolelli et al., "Spaghetti Labeling"),
 * so a component is numbered by its first block, not by its first pixel.
 */
export function componentBoxes(mask: Uint8Array, { width, height }: Size): ReferenceBox[] {
  const seen = new Uint8Array(mask.length);
  const boxes: ReferenceBox[] = [];
  const visit = (x: number, y: number): void => {
    const at = y * width + x;
    if (x >= width || y >= height || mask[at] === 0 || seen[at] === 1) return;
    boxes.push([...boxOfComponent(mask, seen, { width, at }), mask[at]!]);
  };
  for (let y = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2) {
      visit(x, y);
      visit(x + 1, y);
      visit(x, y + 1);
      visit(x + 1, y + 1);
    }
  }
  return boxes.toSorted((a, b) => a[4] - b[4]);
}

/** Marks the component of a pixel as seen. */
function boxOfComponent(
  mask: Uint8Array,
  seen: Uint8Array,
  { width, at: first }: { readonly width: number; readonly at: number },
): Box {
  const id = mask[first]!;
  const height = mask.length / width;
  const stack = [first];
  seen[first] = 1;
  let [x1, y1, x2, y2] = [width, height, -1, -1];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    const x = at % width;
    const y = (at - x) / width;
    x1 = Math.min(x1, x);
    x2 = Math.max(x2, x);
    y1 = Math.min(y1, y);
    y2 = Math.max(y2, y);
    for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny += 1) {
      for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx += 1) {
        const next = ny * width + nx;
        if (seen[next] === 1 || mask[next] !== id) continue;
        seen[next] = 1;
        stack.push(next);
      }
    }
  }
  return [x1, y1, x2 + 1, y2 + 1];
}
