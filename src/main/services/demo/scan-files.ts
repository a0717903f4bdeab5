import type { Grid } from './grid.ts';

/** An image or label array with what a NIfTI header needs to place it. */
export interface StoredVolume<T extends Int16Array | Uint8Array> {
  readonly dims: readonly [number, number, number];
  /** Row-major 4 x 4, voxel index → RAS millimetres, as NIfTI has it. */
  readonly affine: readonly number[];
  readonly data: T;
}

/**
 * Lays an LPS-ordered array out as stored on disk, with the affine that says so. RAS storage runs both in-plane
 * axes backwards.
 */
export function storedAs<T extends Int16Array | Uint8Array>(
  orientation: 'LPS' | 'RAS',
  grid: Grid,
  data: T,
): StoredVolume<T> {
  const [nx, ny, nz] = grid.dims;
  const [sx, sy, sz] = grid.spacing;
  const [ox, oy, oz] = grid.origin;
  // LPS millimetres become RAS by turning the sign of x and y.
  if (orientation === 'LPS') {
    return { dims: grid.dims, data, affine: [-sx, 0, 0, -ox, 0, -sy, 0, -oy, 0, 0, sz, oz, 0, 0, 0, 1] };
  }
  const flipped = data.slice() as T;
  for (let k = 0; k < nz; k += 1) flipped.subarray(k * nx * ny, (k + 1) * nx * ny).reverse();
  const lastX = ox + sx * (nx - 1);
  const lastY = oy + sy * (ny - 1);
  return {
    dims: grid.dims,
    data: flipped,
    affine: [sx, 0, 0, -lastX, 0, sy, 0, -lastY, 0, 0, sz, oz, 0, 0, 0, 1],
  };
}
