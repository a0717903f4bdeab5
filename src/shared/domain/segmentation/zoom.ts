import { type Dims3, type Grid, roundHalfEven, voxelsOf } from './grid.ts';

/**
 * Size after zooming: `round(n * spacing / target)` per axis with the spacing in single precision, as TotalSegmentator
 * computes it (resampling.py). An axis can come out as 0: the volume is thinner than half a voxel of the network.
 *
 * @param spacing, target mm per voxel, same axis order as `dims`.
 */
export function zoomedDims(dims: Dims3, spacing: Dims3, target: Dims3): Dims3 {
  const size = (a: 0 | 1 | 2): number => roundHalfEven(dims[a] * (Math.fround(spacing[a]) / target[a]));
  return [size(0), size(1), size(2)];
}

/** Only an exact match in single precision is left alone; the volume then keeps its fractions. */
export const hasSpacing = (spacing: Dims3, target: Dims3): boolean =>
  spacing.every((value, a) => Math.fround(value) === target[a]);

/** Corner-aligned step in the input per step in the output, 1 for a single output voxel (scipy.ndimage.zoom). */
const stepOf = (n: number, m: number): number => (m > 1 ? (n - 1) / (m - 1) : 1);

interface LinearAxis {
  readonly low: Int32Array;
  readonly high: Int32Array;
  readonly lowWeight: Float64Array;
  readonly highWeight: Float64Array;
}

/** Neighbours, as offsets in memory, and weights along one axis. */
function linearAxis(n: number, m: number, stride: number): LinearAxis {
  const axis = {
    low: new Int32Array(m),
    high: new Int32Array(m),
    lowWeight: new Float64Array(m),
    highWeight: new Float64Array(m),
  };
  const step = stepOf(n, m);
  const clamped = (i: number): number => Math.min(Math.max(i, 0), n - 1) * stride;
  for (let o = 0; o < m; o += 1) {
    const c = o * step;
    const floor = Math.floor(c);
    axis.low[o] = clamped(floor);
    axis.high[o] = clamped(floor + 1);
    axis.lowWeight[o] = 1 - (c - floor);
    axis.highWeight[o] = 1 - axis.lowWeight[o]!;
  }
  return axis;
}

/**
 * `scipy.ndimage.zoom(order=1, mode="nearest")` and the cast to int32 that TotalSegmentator applies, truncating towards 0.
 * Bit for bit: eight corners, last axis fastest, each ((v * wx) * wy) * wz, summed in that order in double precision
 * (scipy ni_interpolation.c). A separable interpolation is equal on paper and off by one in a tenth of the voxels.
 */
export function zoomLinearToInt32({ dims, data }: Grid, to: Dims3): Grid<Int32Array> {
  const [nx, ny] = dims;
  const x = linearAxis(nx, to[0], 1);
  const y = linearAxis(ny, to[1], nx);
  const z = linearAxis(dims[2], to[2], nx * ny);
  const out = new Int32Array(voxelsOf(to));
  let at = 0;
  for (let k = 0; k < to[2]; k += 1) {
    const [z0, z1, c0, c1] = [z.low[k]!, z.high[k]!, z.lowWeight[k]!, z.highWeight[k]!];
    for (let j = 0; j < to[1]; j += 1) {
      const [y0, y1, b0, b1] = [y.low[j]!, y.high[j]!, y.lowWeight[j]!, y.highWeight[j]!];
      for (let i = 0; i < to[0]; i += 1, at += 1) {
        const x0 = x.low[i]!;
        const x1 = x.high[i]!;
        const a0 = x.lowWeight[i]!;
        const a1 = x.highWeight[i]!;
        let sum = data[x0 + y0 + z0]! * a0 * b0 * c0;
        sum += data[x0 + y0 + z1]! * a0 * b0 * c1;
        sum += data[x0 + y1 + z0]! * a0 * b1 * c0;
        sum += data[x0 + y1 + z1]! * a0 * b1 * c1;
        sum += data[x1 + y0 + z0]! * a1 * b0 * c0;
        sum += data[x1 + y0 + z1]! * a1 * b0 * c1;
        sum += data[x1 + y1 + z0]! * a1 * b1 * c0;
        sum += data[x1 + y1 + z1]! * a1 * b1 * c1;
        out[at] = Math.trunc(sum);
      }
    }
  }
  return { dims: to, data: out };
}

/** `scipy.ndimage.zoom(order=0, mode="nearest")` of labels: floor(o * step + 0.5), the step computed first. */
export function zoomNearest({ dims, data }: Grid<Uint8Array>, to: Dims3): Grid<Uint8Array> {
  const axis = (a: 0 | 1 | 2, stride: number): Int32Array => {
    const step = stepOf(dims[a], to[a]);
    return Int32Array.from({ length: to[a] }, (_, o) => {
      const i = Math.floor(o * step + 0.5);
      return Math.min(Math.max(i, 0), dims[a] - 1) * stride;
    });
  };
  const [x, y, z] = [axis(0, 1), axis(1, dims[0]), axis(2, dims[0] * dims[1])];
  const out = new Uint8Array(voxelsOf(to));
  let at = 0;
  for (const zAt of z) for (const yAt of y) for (const xAt of x) out[at++] = data[xAt + yAt + zAt]!;
  return { dims: to, data: out };
}
