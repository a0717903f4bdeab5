/**
 * Outline of a region along pixel edges, as an SVG path in pixel coordinates (x right, y down, pixel (0, 0) spans 0..1). Each
 * edge between a region pixel and one outside is part of it exactly once, so holes and separate parts come out right with the
 * even-odd rule, at every zoom.
 *
 * @param mask Row-major class ids.
 */
export function contourPath(mask: Uint8Array, width: number, classIds: ReadonlySet<number>): string {
  const height = mask.length / width;
  const isInside = (x: number, y: number): boolean =>
    x >= 0 && y >= 0 && x < width && y < height && classIds.has(mask[y * width + x]!);
  // Directed edges with the region on their right; at a corner shared by two parts, two edges begin.
  const edges = new Map<number, number[]>();
  const columns = width + 1;
  const add = (x1: number, y1: number, x2: number, y2: number): void => {
    const from = y1 * columns + x1;
    const list = edges.get(from);
    const to = y2 * columns + x2;
    if (list) list.push(to);
    else edges.set(from, [to]);
  };
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (!isInside(x, y)) continue;
      if (!isInside(x, y - 1)) add(x, y, x + 1, y);
      if (!isInside(x + 1, y)) add(x + 1, y, x + 1, y + 1);
      if (!isInside(x, y + 1)) add(x + 1, y + 1, x, y + 1);
      if (!isInside(x - 1, y)) add(x, y + 1, x, y);
    }
  }
  return traced(edges, columns);
}

function traced(edges: Map<number, number[]>, columns: number): string {
  const parts: string[] = [];
  for (const start of edges.keys()) {
    while (edges.get(start)?.length) parts.push(loop(edges, start, columns));
  }
  return parts.join('');
}

/** Follows edges back to the start; corners in a straight line are left out. */
function loop(edges: Map<number, number[]>, start: number, columns: number): string {
  const points: number[] = [start];
  let at = start;
  do {
    const next = edges.get(at)?.pop();
    if (next === undefined) break;
    const [before, last] = [points.at(-2), points.at(-1)!];
    if (before !== undefined && last - before === next - last) points[points.length - 1] = next;
    else points.push(next);
    at = next;
  } while (at !== start);
  const place = (point: number): string => `${point % columns} ${Math.floor(point / columns)}`;
  return `M${points.slice(0, -1).map(place).join('L')}Z`;
}
