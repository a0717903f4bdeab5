import { type Dims3, type Grid, type Samples, voxelsOf } from './grid.ts';

/** nnU-Net's normalisation of one channel, by its plans. */
export type Normalisation =
  | {
      readonly scheme: 'CTNormalization';
      readonly mean: number;
      readonly std: number;
      readonly percentile005: number;
      readonly percentile995: number;
    }
  | { readonly scheme: 'ZScoreNormalization'; readonly useMask: boolean }
  | { readonly scheme: 'NoNormalization' }
  | { readonly scheme: 'RescaleTo01Normalization' };

const EPSILON = 1e-8;

/** Half-open box around everything that is not 0; the whole volume where all is 0 (nnU-Net crops to it before anything else). */
export function nonZeroBox({ dims, data }: Grid): { start: Dims3; end: Dims3 } {
  const start = [dims[0], dims[1], dims[2]];
  const end = [0, 0, 0];
  let at = 0;
  for (let z = 0; z < dims[2]; z += 1)
    for (let y = 0; y < dims[1]; y += 1)
      for (let x = 0; x < dims[0]; x += 1, at += 1) {
        if (data[at] === 0) continue;
        if (x < start[0]!) start[0] = x;
        if (x >= end[0]!) end[0] = x + 1;
        if (y < start[1]!) start[1] = y;
        if (y >= end[1]!) end[1] = y + 1;
        if (z < start[2]!) start[2] = z;
        end[2] = z + 1;
      }
  if (end[0] === 0) return { start: [0, 0, 0], end: dims };
  return { start: [start[0]!, start[1]!, start[2]!], end: [end[0]!, end[1]!, end[2]!] };
}

/**
 * A channel as the network wants it (nnunetv2 default_normalization_schemes.py). CT is bit for bit, each step in single
 * precision; z-score adds up in double where numpy adds in single, 3e-7 apart.
 *
 * @param mask Voxels that a z-score with `useMask` is over; the others stay as they are. Not used otherwise.
 */
export function normalise(data: Samples, plan: Normalisation, mask?: Uint8Array): Float32Array {
  const out = Float32Array.from(data);
  if (plan.scheme === 'CTNormalization') normaliseCt(out, plan);
  if (plan.scheme === 'ZScoreNormalization') normaliseZScore(out, plan.useMask ? mask : undefined);
  if (plan.scheme === 'RescaleTo01Normalization') rescale(out);
  return out;
}

function normaliseCt(out: Float32Array, plan: Extract<Normalisation, { scheme: 'CTNormalization' }>): void {
  const [low, high] = [Math.fround(plan.percentile005), Math.fround(plan.percentile995)];
  const [mean, std] = [Math.fround(plan.mean), Math.fround(Math.max(plan.std, EPSILON))];
  for (let i = 0; i < out.length; i += 1)
    out[i] = Math.fround(Math.min(Math.max(out[i]!, low), high) - mean) / std;
}

function normaliseZScore(out: Float32Array, mask: Uint8Array | undefined): void {
  const { mean, std } = statisticsOf(out, mask);
  const [mean32, std32] = [Math.fround(mean), Math.fround(Math.max(std, EPSILON))];
  for (let i = 0; i < out.length; i += 1)
    if (!mask || mask[i]) out[i] = Math.fround(out[i]! - mean32) / std32;
}

/** Mean and population standard deviation, in two passes. */
function statisticsOf(data: Float32Array, mask: Uint8Array | undefined): { mean: number; std: number } {
  let count = 0;
  let sum = 0;
  for (let i = 0; i < data.length; i += 1)
    if (!mask || mask[i]) {
      sum += data[i]!;
      count += 1;
    }
  const mean = count ? sum / count : 0;
  let squares = 0;
  for (let i = 0; i < data.length; i += 1) if (!mask || mask[i]) squares += (data[i]! - mean) ** 2;
  return { mean, std: count ? Math.sqrt(squares / count) : 0 };
}

function rescale(out: Float32Array): void {
  let [min, max] = [Infinity, -Infinity];
  for (const value of out) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const range = Math.fround(Math.max(Math.fround(max - min), EPSILON));
  for (let i = 0; i < out.length; i += 1) out[i] = Math.fround(out[i]! - min) / range;
}

/**
 * What is not 0 with its holes filled: 0 that cannot be reached from outside the volume over faces
 * (`scipy.ndimage.binary_fill_holes`).
 */
export function filledNonZero({ dims, data }: Grid): Uint8Array {
  const [nx, ny, nz] = dims;
  const mask = new Uint8Array(voxelsOf(dims)).fill(1);
  const stack: number[] = [];
  const visit = (at: number): void => {
    if (!mask[at] || data[at] !== 0) return;
    mask[at] = 0;
    stack.push(at);
  };
  for (let at = 0; at < mask.length; at += 1) {
    const [x, y, z] = [at % nx, Math.floor(at / nx) % ny, Math.floor(at / (nx * ny))];
    if (x === 0 || y === 0 || z === 0 || x === nx - 1 || y === ny - 1 || z === nz - 1) visit(at);
  }
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    const [x, y, z] = [at % nx, Math.floor(at / nx) % ny, Math.floor(at / (nx * ny))];
    if (x > 0) visit(at - 1);
    if (x < nx - 1) visit(at + 1);
    if (y > 0) visit(at - nx);
    if (y < ny - 1) visit(at + nx);
    if (z > 0) visit(at - nx * ny);
    if (z < nz - 1) visit(at + nx * ny);
  }
  return mask;
}
