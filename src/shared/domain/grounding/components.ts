import type { Box } from './box.ts';

/** An 8-connected part of a region. */
export interface Component {
  readonly box: Box;
  readonly pixels: number;
}

/**
 * 8-connected components of the pixels for which `belongs` holds, in the order in which a raster scan meets their
 * first pixel.
 */
export function components(
  mask: Uint8Array,
  size: { readonly width: number; readonly height: number },
  belongs: (id: number) => boolean,
): Component[] {
  const { width, height } = size;
  const seen = new Uint8Array(width * height);
  const stack: number[] = [];
  const found: Component[] = [];
  for (let first = 0; first < mask.length; first += 1) {
    if (seen[first] === 1 || !belongs(mask[first]!)) continue;
    seen[first] = 1;
    stack.push(first);
    let [x1, y1, x2, y2, pixels] = [width, height, -1, -1, 0];
    while (stack.length > 0) {
      const at = stack.pop()!;
      const x = at % width;
      const y = (at - x) / width;
      pixels += 1;
      if (x < x1) x1 = x;
      if (x > x2) x2 = x;
      if (y < y1) y1 = y;
      if (y > y2) y2 = y;
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny += 1) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx += 1) {
          const next = ny * width + nx;
          if (seen[next] === 1 || !belongs(mask[next]!)) continue;
          seen[next] = 1;
          stack.push(next);
        }
      }
    }
    found.push({ box: [x1, y1, x2 + 1, y2 + 1], pixels });
  }
  return found;
}
