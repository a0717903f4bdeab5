import type { Box } from './box.ts';

/** An 8-connected part of a region. */
export interface Component {
  readonly box: Box;
  readonly pixels: number;
}

/**
 * 8-connected components of the pixels for which `belongs` holds, in the order in which a raster scan meets their first pixel.
 * Runs of a row are joined with the runs of the row above that they touch (Rosenfeld & Pfaltz 1966, with union-find).
 *
 * @param mask Row-major ids up to 255.
 * @param belongs Asked once for each id.
 * @param within Where to look; the whole mask when left out. Nothing that belongs may lie outside.
 */
export function components(
  mask: Uint8Array,
  size: { readonly width: number; readonly height: number },
  belongs: (id: number) => boolean,
  within: Box = [0, 0, size.width, size.height],
): Component[] {
  const [x1, y1, x2, y2] = within;
  const isPart = Uint8Array.from({ length: 256 }, (_, id) => Number(belongs(id)));
  const parts = new Parts();
  for (let y = y1; y < y2; y += 1) {
    parts.nextRow(y);
    const row = y * size.width;
    for (let x = x1; x < x2; x += 1) {
      if (isPart[mask[row + x]!] === 0) continue;
      const start = x;
      do x += 1;
      while (x < x2 && isPart[mask[row + x]!] === 1);
      parts.addRun(start, x);
    }
  }
  return parts.all();
}

interface Run {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  readonly part: number;
}

interface Part {
  x1: number;
  readonly y1: number;
  x2: number;
  y2: number;
  pixels: number;
  /** The earlier part that this one turned out to belong to, or itself. */
  root: number;
}

class Parts {
  private readonly parts: Part[] = [];
  private above: Run[] = [];
  private row: Run[] = [];
  private y = 0;
  /** The first run above that may touch the next run of this row. */
  private next = 0;

  /** Rows come from top to bottom without gaps. */
  nextRow(y: number): void {
    [this.above, this.row] = [this.row, this.above];
    this.row.length = 0;
    this.next = 0;
    this.y = y;
  }

  addRun(start: number, end: number): void {
    const { above } = this;
    while (this.next < above.length && above[this.next]!.end < start) this.next += 1;
    let part = -1;
    // A run that ends where this one begins touches it at a corner; the last one may reach on to the next run of this row.
    for (let at = this.next; at < above.length && above[at]!.start <= end; at += 1) {
      const root = this.rootOf(above[at]!.part);
      part = part === -1 ? root : this.join(part, root);
    }
    if (part === -1) {
      part = this.parts.length;
      this.parts.push({ x1: start, y1: this.y, x2: end, y2: this.y + 1, pixels: 0, root: part });
    }
    this.grow(this.parts[part]!, start, end);
    this.row.push({ start, end, part });
  }

  all(): Component[] {
    return this.parts
      .filter(({ root }, at) => root === at)
      .map(({ x1, y1, x2, y2, pixels }) => ({ box: [x1, y1, x2, y2], pixels }));
  }

  private grow(part: Part, start: number, end: number): void {
    part.x1 = Math.min(part.x1, start);
    part.x2 = Math.max(part.x2, end);
    part.y2 = this.y + 1;
    part.pixels += end - start;
  }

  /** @returns the earlier of the two, which from now on is both */
  private join(a: number, b: number): number {
    if (a === b) return a;
    const [first, second] = [this.parts[Math.min(a, b)]!, this.parts[Math.max(a, b)]!];
    second.root = Math.min(a, b);
    first.x1 = Math.min(first.x1, second.x1);
    first.x2 = Math.max(first.x2, second.x2);
    first.y2 = Math.max(first.y2, second.y2);
    first.pixels += second.pixels;
    return second.root;
  }

  private rootOf(part: number): number {
    let at = part;
    while (this.parts[at]!.root !== at) {
      const one = this.parts[at]!;
      one.root = this.parts[one.root]!.root;
      at = one.root;
    }
    return at;
  }
}
