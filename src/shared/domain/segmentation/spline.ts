import { type Dims3, type Grid, voxelsOf } from './grid.ts';

/** Voxels that scipy repeats the edge by before it filters (ndimage `_prepad_for_spline_filter`). */
const PAD = 12;
/** Pole of the cubic B-spline's filter. */
const POLE = Math.sqrt(3) - 2;

/**
 * One axis of `scipy.ndimage.zoom(order, mode="nearest", grid_mode=True)`: voxel centres lie on a line of the same length. The
 * axes of a zoom are independent, so one after the other gives the same values up to the rounding of double precision.
 *
 * @param order 1: linear. 3: cubic B-spline through the samples; it overshoots at edges.
 */
export function interpolateAxis(
  { dims, data }: Grid<Float64Array>,
  axis: 0 | 1 | 2,
  size: number,
  order: 1 | 3,
): Grid<Float64Array> {
  const n = dims[axis];
  if (n === size) return { dims, data };
  const to = dims.with(axis, size) as unknown as Dims3;
  const out = new Float64Array(voxelsOf(to));
  const stride = axis === 0 ? 1 : axis === 1 ? dims[0] : dims[0] * dims[1];
  const taps = tapsFor(n, size, order);
  const line = new Float64Array(n + 2 * PAD);
  const lines = voxelsOf(dims) / n;
  for (let index = 0; index < lines; index += 1) {
    const inner = index % stride;
    const outer = (index - inner) / stride;
    readLine(line, data, { start: outer * stride * n + inner, stride, n });
    if (order === 3) prefilter(line);
    writeLine(out, line, taps, { start: outer * stride * size + inner, stride, n: size });
  }
  return { dims: to, data: out };
}

interface Line {
  readonly start: number;
  readonly stride: number;
  readonly n: number;
}

/** First tap in the padded line and the weights of each output sample. */
interface Taps {
  readonly first: Int32Array;
  readonly weights: Float64Array;
  readonly count: number;
}

function readLine(line: Float64Array, data: Float64Array, { start, stride, n }: Line): void {
  for (let i = 0; i < n; i += 1) line[PAD + i] = data[start + i * stride]!;
  line.fill(line[PAD]!, 0, PAD);
  line.fill(line[PAD + n - 1]!, PAD + n);
}

function writeLine(
  out: Float64Array,
  line: Float64Array,
  { first, weights, count }: Taps,
  { start, stride, n }: Line,
): void {
  for (let o = 0; o < n; o += 1) {
    let sum = 0;
    for (let tap = 0; tap < count; tap += 1) sum += line[first[o]! + tap]! * weights[o * count + tap]!;
    out[start + o * stride] = sum;
  }
}

function tapsFor(n: number, size: number, order: 1 | 3): Taps {
  const count = order + 1;
  const step = n / size;
  const first = new Int32Array(size);
  const weights = new Float64Array(size * count);
  for (let o = 0; o < size; o += 1) {
    const at = (o + 0.5) * step - 0.5;
    const floor = Math.floor(at);
    first[o] = floor + PAD - (order === 3 ? 1 : 0);
    weights.set(order === 3 ? cubicWeights(at - floor) : [1 - (at - floor), at - floor], o * count);
  }
  return { first, weights, count };
}

/** Cubic B-spline at the four samples around a place `x` behind the second. */
function cubicWeights(x: number): number[] {
  const z = 1 - x;
  const before = (z * z * z) / 6;
  const left = (x * x * (x - 2) * 3 + 4) / 6;
  const right = (z * z * (z - 2) * 3 + 4) / 6;
  return [before, left, right, 1 - before - left - right];
}

/**
 * Samples → B-spline coefficients in place, the line reflected about the edges of its outermost samples (scipy ni_splines.c;
 * Unser, Splines: a perfect fit, 1999).
 */
function prefilter(c: Float64Array): void {
  const n = c.length;
  const gain = (1 - POLE) * (1 - 1 / POLE);
  for (let i = 0; i < n; i += 1) c[i]! *= gain;
  const far = POLE ** n;
  const first = c[0]!;
  let start = first + far * c[n - 1]!;
  let power = POLE;
  for (let i = 1; i < n; i += 1) {
    start += power * (c[i]! + far * c[n - 1 - i]!);
    power *= POLE;
  }
  c[0] = start * (POLE / (1 - far * far)) + first;
  for (let i = 1; i < n; i += 1) c[i]! += POLE * c[i - 1]!;
  c[n - 1]! *= POLE / (POLE - 1);
  for (let i = n - 2; i >= 0; i -= 1) c[i] = POLE * (c[i + 1]! - c[i]!);
}
