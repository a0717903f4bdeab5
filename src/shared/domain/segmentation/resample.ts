import { type Dims3, type Grid, type Samples, voxelsOf } from './grid.ts';
import { interpolateAxis } from './spline.ts';

type Axis = 0 | 1 | 2;

export interface ResampleRule {
  /** mm per voxel before and after, same axis order as the volume's sizes. */
  readonly spacingMm: Dims3;
  readonly targetMm: Dims3;
  /** 3: images. 1: logits. */
  readonly order: 1 | 3;
}

/** Voxels of one axis longer than this times those of another: interpolating across would smear slices (nnU-Net's threshold). */
const ANISOTROPY = 3;

/**
 * The axis that nnU-Net resamples apart from the others, to the nearest slice: the one with by far the longest voxels before,
 * else after; none where several are longest (nnunetv2 default_resampling.py, determine_do_sep_z_and_axis).
 */
export function separateAxis(spacingMm: Dims3, targetMm: Dims3): Axis | null {
  const judged = [spacingMm, targetMm].find(
    (spacing) => Math.max(...spacing) / Math.min(...spacing) > ANISOTROPY,
  );
  if (!judged) return null;
  const longest = Math.max(...judged);
  const axes = ([0, 1, 2] as const).filter((axis) => judged[axis] === longest);
  return axes.length === 1 ? axes[0]! : null;
}

/**
 * nnU-Net's default resampling of an image or of logits (resample_data_or_seg with order_z 0): skimage's `resize` with the edge
 * repeated, no anti-aliasing, never beyond the smallest and largest value that went in; slice by slice where the voxels are far
 * from cubes. In double precision, stored in single.
 */
export function resampleImage(image: Grid, to: Dims3, { spacingMm, targetMm, order }: ResampleRule): Grid {
  if (to.every((size, axis) => size === image.dims[axis])) return image;
  const apart = separateAxis(spacingMm, targetMm);
  const axes = ([0, 1, 2] as const).filter((axis) => axis !== apart);
  let grid: Grid<Float64Array> = { dims: image.dims, data: Float64Array.from(image.data) };
  for (const axis of axes) grid = interpolateAxis(grid, axis, to[axis], order);
  clip(grid.data, boundsOf(image, apart), grid.dims, apart);
  if (apart !== null) grid = nearestAlong(grid, apart, to[apart]);
  return { dims: grid.dims, data: Float32Array.from(grid.data) };
}

interface Bounds {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Smallest and largest value of each slice across an axis; of everything where there is none. */
function boundsOf({ dims, data }: Grid<Samples>, apart: Axis | null): Bounds {
  const slices = apart === null ? 1 : dims[apart];
  const low = new Float64Array(slices).fill(Infinity);
  const high = new Float64Array(slices).fill(-Infinity);
  forEachVoxel(dims, apart, (at, slice) => {
    const value = data[at]!;
    if (value < low[slice]!) low[slice] = value;
    if (value > high[slice]!) high[slice] = value;
  });
  return { low, high };
}

function clip(data: Float64Array, { low, high }: Bounds, dims: Dims3, apart: Axis | null): void {
  forEachVoxel(dims, apart, (at, slice) => {
    data[at] = Math.min(Math.max(data[at]!, low[slice]!), high[slice]!);
  });
}

function forEachVoxel(dims: Dims3, apart: Axis | null, visit: (at: number, slice: number) => void): void {
  const stride = apart === null ? 1 : strideOf(dims, apart);
  const slices = apart === null ? 1 : dims[apart];
  const voxels = voxelsOf(dims);
  for (let at = 0; at < voxels; at += 1) visit(at, Math.floor(at / stride) % slices);
}

const strideOf = (dims: Dims3, axis: Axis): number =>
  axis === 0 ? 1 : axis === 1 ? dims[0] : dims[0] * dims[1];

/** Order 0 along one axis: voxel centres on a line of the same length, halves up. */
function nearestAlong({ dims, data }: Grid<Float64Array>, axis: Axis, size: number): Grid<Float64Array> {
  const n = dims[axis];
  if (n === size) return { dims, data };
  const to = dims.with(axis, size) as unknown as Dims3;
  const stride = strideOf(dims, axis);
  const from = Int32Array.from({ length: size }, (_, o) =>
    Math.min(Math.max(Math.floor((o + 0.5) * (n / size) - 0.5 + 0.5), 0), n - 1),
  );
  const out = new Float64Array(voxelsOf(to));
  const blocks = voxelsOf(dims) / (stride * n);
  for (let block = 0; block < blocks; block += 1)
    for (let o = 0; o < size; o += 1) {
      const start = (block * n + from[o]!) * stride;
      out.set(data.subarray(start, start + stride), (block * size + o) * stride);
    }
  return { dims: to, data: out };
}
