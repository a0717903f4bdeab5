import type { Box } from '../../shared/domain/grounding/box.ts';
import { type ClassRegion, classRegions, unionBox } from '../../shared/domain/grounding/class-boxes.ts';

/** The outlines of one mask that were asked for so far. */
interface Outlines {
  readonly regions: readonly ClassRegion[];
  readonly paths: Map<string, string>;
}

/** By mask, so that the pairs of one slice and a slice seen again cost nothing; they go when their mask goes. */
const known = new WeakMap<Uint8Array, Outlines>();

/**
 * Outline of a region along pixel edges, as an SVG path in pixel coordinates (x right, y down, pixel (0, 0) spans 0..1). Each
 * edge between a region pixel and one outside is part of it exactly once, so holes and separate parts come out right with the
 * even-odd rule, at every zoom. Made once for a mask and classes; empty where the mask shows none of them.
 *
 * @param mask Row-major class ids.
 */
export function contourPath(mask: Uint8Array, width: number, classIds: readonly number[]): string {
  const outlines = known.get(mask) ?? {
    regions: classRegions(mask, width, mask.length / width),
    paths: new Map<string, string>(),
  };
  known.set(mask, outlines);
  const id = classIds.join(' ');
  const path = outlines.paths.get(id) ?? outline(mask, width, { classIds, regions: outlines.regions });
  outlines.paths.set(id, path);
  return path;
}

function outline(
  mask: Uint8Array,
  width: number,
  { classIds, regions }: { classIds: readonly number[]; regions: readonly ClassRegion[] },
): string {
  const boxes = regions.filter(({ classId }) => classIds.includes(classId)).map(({ box }) => box);
  if (boxes.length === 0) return '';
  const box = unionBox(boxes);
  const edges = edgesOf(insideOf(mask, width, { classIds, box }), box[2] - box[0], box[3] - box[1]);
  return traced(edges, box);
}

/** 1 where a pixel of the box belongs to the region, with a border of one pixel outside all around. */
function insideOf(
  mask: Uint8Array,
  width: number,
  { classIds, box: [x1, y1, x2, y2] }: { classIds: readonly number[]; box: Box },
): Uint8Array {
  const belongs = new Uint8Array(256);
  for (const id of classIds) belongs[id] = 1;
  const stride = x2 - x1 + 2;
  const inside = new Uint8Array(stride * (y2 - y1 + 2));
  for (let y = y1; y < y2; y += 1) {
    let to = (y - y1 + 1) * stride + 1;
    const end = y * width + x2;
    for (let from = y * width + x1; from < end; from += 1, to += 1) inside[to] = belongs[mask[from]!]!;
  }
  return inside;
}

/**
 * Directed edges with the region on their right, by the corner where they begin: the corner where each ends, plus one; 0 for
 * none. At a corner that two parts share, two edges begin.
 */
interface Edges {
  readonly first: Int32Array;
  readonly second: Int32Array;
  /** Corners in a row. */
  readonly columns: number;
}

function edgesOf(inside: Uint8Array, width: number, height: number): Edges {
  const columns = width + 1;
  const stride = width + 2;
  const first = new Int32Array(columns * (height + 1));
  const second = new Int32Array(columns * (height + 1));
  const add = (from: number, to: number): void => {
    if (first[from] === 0) first[from] = to + 1;
    else second[from] = to + 1;
  };
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y + 1) * stride + x + 1;
      if (inside[at] === 0) continue;
      const corner = y * columns + x;
      if (inside[at - stride] === 0) add(corner, corner + 1);
      if (inside[at + 1] === 0) add(corner + 1, corner + 1 + columns);
      if (inside[at + stride] === 0) add(corner + 1 + columns, corner + columns);
      if (inside[at - 1] === 0) add(corner + columns, corner);
    }
  }
  return { first, second, columns };
}

function traced(edges: Edges, box: Box): string {
  const parts: string[] = [];
  for (let start = 0; start < edges.first.length; start += 1) {
    while (edges.first[start] !== 0) parts.push(loop(edges, start, box));
  }
  return parts.join('');
}

/** Follows edges back to the start and takes them away; corners in a straight line are left out. */
function loop({ first, second, columns }: Edges, start: number, [left, top]: Box): string {
  const x = (corner: number): number => left + (corner % columns);
  const y = (corner: number): number => top + Math.floor(corner / columns);
  let path = `M${x(start)} ${y(start)}`;
  let at = start;
  let heading = 0;
  do {
    const next = (second[at]! || first[at]!) - 1;
    if (second[at] === 0) first[at] = 0;
    else second[at] = 0;
    if (heading !== 0 && next - at !== heading) path += Math.abs(heading) === 1 ? `H${x(at)}` : `V${y(at)}`;
    heading = next - at;
    at = next;
  } while (at !== start);
  return `${path}Z`;
}
