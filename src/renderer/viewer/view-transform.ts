import type { SliceViewport } from './cornerstone.ts';

/** Pixel coordinates (corner of pixel (0, 0) at 0, 0) → CSS pixels of the view: x' = a x + e, y' = d y + f. */
export interface ViewTransform {
  readonly a: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

/**
 * Where the viewport draws pixels, asked of the viewport itself. World coordinates are millimetres from the centre of pixel
 * (0, 0) along the image axes (see metadataOf), so its corner lies half a pixel before.
 */
export function viewTransform(
  viewport: SliceViewport,
  spacing: { readonly x: number; readonly y: number },
): ViewTransform {
  const corner = (x: number, y: number): readonly [number, number] => {
    const [cx, cy] = viewport.worldToCanvas([(x - 0.5) * spacing.x, (y - 0.5) * spacing.y, 0]);
    return [cx, cy];
  };
  const [e, f] = corner(0, 0);
  const [x1, y1] = corner(100, 100);
  return { a: (x1 - e) / 100, d: (y1 - f) / 100, e, f };
}
