import { LabelRuns } from '../volume/label-runs.ts';
import type { Box } from './box.ts';

/** What a one-pass scan of a mask tells about a class. */
export interface ClassRegion {
  readonly classId: number;
  readonly box: Box;
  readonly pixels: number;
}

/**
 * The box that covers each class's pixels, class ids ascending. The union over 8-connected components is the min/max
 * over the mask, so no component labelling is needed; one pass finds all classes, a run of equal pixels at a time.
 *
 * @param mask Row-major class ids, 0 is background; ids up to 255.
 */
export function classRegions(mask: Uint8Array, width: number, height: number): ClassRegion[] {
  const left = new Int32Array(256).fill(width);
  const right = new Int32Array(256).fill(-1);
  const top = new Int32Array(256).fill(height);
  const bottom = new Int32Array(256).fill(-1);
  const pixels = new Int32Array(256);
  const runs = new LabelRuns(mask);
  for (let y = 0, row = 0; y < height; y += 1, row += width) {
    const rowEnd = row + width;
    for (let at = row; at < rowEnd;) {
      const first = at;
      const id = mask[first]!;
      at = runs.end(first, rowEnd);
      if (id === 0) continue;
      pixels[id]! += at - first;
      if (first - row < left[id]!) left[id] = first - row;
      if (at - row > right[id]!) right[id] = at - row;
      if (y < top[id]!) top[id] = y;
      bottom[id] = y + 1;
    }
  }
  const regions: ClassRegion[] = [];
  for (let id = 1; id < 256; id += 1) {
    if (pixels[id] === 0) continue;
    regions.push({ classId: id, pixels: pixels[id]!, box: [left[id]!, top[id]!, right[id]!, bottom[id]!] });
  }
  return regions;
}

/** The smallest box that covers all of them. @throws RangeError for none */
export function unionBox(boxes: readonly Box[]): Box {
  if (boxes.length === 0) throw new RangeError('No box to join');
  return [
    Math.min(...boxes.map((box) => box[0])),
    Math.min(...boxes.map((box) => box[1])),
    Math.max(...boxes.map((box) => box[2])),
    Math.max(...boxes.map((box) => box[3])),
  ];
}
