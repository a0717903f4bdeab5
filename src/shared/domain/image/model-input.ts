import type { Modality } from '../anatomy/classes.ts';
import { resizeBicubic } from './pillow-bicubic.ts';

/** Edge of the model's input, pixels. */
export const MODEL_EDGE = 224;
/** Grey values of CT are cut off below air before anything else, HU. */
const CT_FLOOR = -1000;
/** Keeps a flat image from dividing by zero; part of the published arithmetic. */
const EPSILON = 1e-5;

/** How grey values become what the vision encoder was trained on; the released models use `medgemma`. */
export type Normalisation = 'medgemma' | 'dataset-stats' | 'min-max';

/** A slice's grey values: HU for CT, signal for MR; row-major. */
export interface GreySlice {
  readonly samples: ArrayLike<number>;
  readonly width: number;
  readonly height: number;
  readonly modality: Modality;
}

/** A picture in colour, as the public question sets have them: what grey values meant is lost. */
export interface PhotoSlice {
  /** Red, green and blue of each pixel side by side, row-major. */
  readonly samples: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly modality: 'photo';
}

/** Windows of the three channels for CT, HU (MedGemma's: lung, soft tissue, brain). */
const CT_WINDOWS = [
  { width: 2250, level: -100 },
  { width: 350, level: 40 },
  { width: 80, level: 40 },
] as const;

/** Mean and standard deviation of the published training images. */
const STATS: Readonly<Record<Modality, { mean: number; deviation: number }>> = {
  CT: { mean: -610.1908535827807, deviation: 737.3882466073229 },
  MR: { mean: 141.1154960399739, deviation: 255.40429635138338 },
};

/**
 * A slice as the released RadGrounder models see it: normalised, then resized to 224 x 224 (or another edge, for other models).
 * Pictures are resized first, by Pillow's bicubic filter, and then spread between their smallest and largest value, as the
 * published evaluation does with SLAKE and VQA-RAD.
 *
 * @returns Three channels one after the other, row-major, 3 x edge x edge values; about [-1, 1] for `medgemma`, [-2, 2] for
 *   `dataset-stats`, [0, 1] for `min-max`.
 */
export function modelInput(
  slice: GreySlice | PhotoSlice,
  normalisation: Normalisation = 'medgemma',
  edge: number = MODEL_EDGE,
): Float32Array {
  if (slice.modality === 'photo') return photoInput(slice, normalisation, edge);
  const channels = normalised(slice, normalisation);
  const out = new Float32Array(3 * edge * edge);
  for (let channel = 0; channel < 3; channel += 1) {
    const values = channels[channel] ?? channels[0]!;
    out.set(resizeBilinear(values, slice, edge), channel * edge * edge);
  }
  return out;
}

/** Published pictures were normalised by `medgemma` only; `min-max` keeps its own range, and there are no statistics of pictures here. */
function photoInput(
  { samples, width, height }: PhotoSlice,
  normalisation: Normalisation,
  edge: number,
): Float32Array {
  const small = resizeBicubic({ rgb: samples, width, height }, edge);
  const values = spread(Float32Array.from(small, (value) => Math.fround(value / 255)));
  const [factor, offset] = normalisation === 'min-max' ? [1, 0] : [2, -1];
  const plane = edge * edge;
  const out = new Float32Array(3 * plane);
  for (let at = 0; at < out.length; at += 1)
    out[(at % 3) * plane + Math.floor(at / 3)] = values[at]! * factor + offset;
  return out;
}

/** One channel, or three different ones. */
function normalised(slice: GreySlice, normalisation: Normalisation): Float32Array[] {
  const { modality } = slice;
  const grey = Float32Array.from(slice.samples);
  if (modality === 'CT') clamp(grey, CT_FLOOR, Number.POSITIVE_INFINITY);
  if (normalisation === 'dataset-stats') {
    const { mean, deviation } = STATS[modality];
    return [
      clamp(
        mapped(grey, (value) => (value - mean) / (deviation + 1e-8)),
        -2,
        2,
      ),
    ];
  }
  if (normalisation === 'min-max') {
    return [spread(modality === 'CT' ? clamp(grey, CT_FLOOR, 3000) : clamp(grey, 0, 4096))];
  }
  if (modality === 'MR') return [mapped(spread(grey), (value) => value * 2 - 1)];
  return CT_WINDOWS.map(({ width, level }) => {
    const [low, high] = [level - width / 2, level + width / 2];
    const range = high - low + EPSILON;
    return mapped(grey, (value) => ((Math.min(high, Math.max(low, value)) - low) / range) * 2 - 1);
  });
}

/** To [0, 1] between the smallest and the largest value. */
function spread(grey: Float32Array): Float32Array {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of grey) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return mapped(grey, (value) => (value - low) / (high - low + EPSILON));
}

function mapped(values: Float32Array, change: (value: number) => number): Float32Array {
  const out = new Float32Array(values.length);
  for (let at = 0; at < values.length; at += 1) out[at] = change(values[at]!);
  return out;
}

function clamp(values: Float32Array, low: number, high: number): Float32Array {
  for (let at = 0; at < values.length; at += 1) values[at] = Math.min(high, Math.max(low, values[at]!));
  return values;
}

/** PyTorch's `interpolate(mode='bilinear', align_corners=False)`, without antialiasing. */
function resizeBilinear(
  values: Float32Array,
  { width, height }: Pick<GreySlice, 'width' | 'height'>,
  edge: number,
): Float32Array {
  const out = new Float32Array(edge * edge);
  const columns = Array.from({ length: edge }, (_, x) => between(x, { length: width, edge }));
  for (let y = 0, at = 0; y < edge; y += 1) {
    const row = between(y, { length: height, edge });
    const [upper, lower] = [row.first * width, row.second * width];
    for (let x = 0; x < edge; x += 1, at += 1) {
      const { first, second, share } = columns[x]!;
      const above = values[upper + first]! * (1 - share) + values[upper + second]! * share;
      const below = values[lower + first]! * (1 - share) + values[lower + second]! * share;
      out[at] = above * (1 - row.share) + below * row.share;
    }
  }
  return out;
}

/** The two source positions that a target position lies between, and how far it is towards the second. */
function between(
  target: number,
  { length, edge }: { length: number; edge: number },
): { first: number; second: number; share: number } {
  const at = Math.max(0, (target + 0.5) * (length / edge) - 0.5);
  const first = Math.min(length - 1, Math.floor(at));
  return { first, second: Math.min(length - 1, first + 1), share: at - first };
}

/**
 * A mask at the model's size: PyTorch's `interpolate(mode='nearest')`, whose source index is the floor of target times scale in
 * single precision.
 */
export function modelMask(
  mask: ArrayLike<number>,
  { width, height }: Pick<GreySlice, 'width' | 'height'>,
): Float32Array {
  const out = new Float32Array(MODEL_EDGE * MODEL_EDGE);
  const columns = Array.from({ length: MODEL_EDGE }, (_, x) => nearest(x, width));
  for (let y = 0, at = 0; y < MODEL_EDGE; y += 1) {
    const row = nearest(y, height) * width;
    for (let x = 0; x < MODEL_EDGE; x += 1, at += 1) out[at] = mask[row + columns[x]!]!;
  }
  return out;
}

function nearest(target: number, length: number): number {
  return Math.min(length - 1, Math.floor(Math.fround(target * Math.fround(length / MODEL_EDGE))));
}
