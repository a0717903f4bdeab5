import type { Point } from './shapes.ts';

/** A regular grid in LPS order (x fastest); `origin` is the centre of voxel (0, 0, 0), mm. */
export interface Grid {
  readonly dims: readonly [nx: number, ny: number, nz: number];
  readonly spacing: Point;
  readonly origin: Point;
}

/** Tissue index (into TISSUES) and unified class id of every voxel, both in grid order. */
export interface PaintedVolume {
  readonly grid: Grid;
  readonly tissues: Uint8Array;
  readonly labels: Uint8Array;
}
