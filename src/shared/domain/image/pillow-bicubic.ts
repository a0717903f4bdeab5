/** An 8-bit colour image: red, green and blue of each pixel side by side, row-major. */
export interface ColourImage {
  readonly rgb: Uint8Array;
  readonly width: number;
  readonly height: number;
}

const CHANNELS = 3;
/** Fractional bits of a weight, as Pillow's arithmetic for 8-bit images has them: 32 less 8 of the value and 2 of headroom. */
const BITS = 22;
/** Pixels that the cubic reaches to either side, before it is stretched. */
const REACH = 2;
const A = -0.5;

/** Weights of the pixels that one target pixel is made of. */
interface Weights {
  readonly first: number;
  readonly values: readonly number[];
}

/**
 * Pillow's `resize((edge, edge))` with its default filter (bicubic, stretched when shrinking, so antialiased), bit for bit: columns
 * first, then rows, fixed-point weights, rounding to 8 bits after each. The published evaluation shrinks pictures that way, and
 * forgets their proportions.
 */
export function resizeBicubic({ rgb, width, height }: ColourImage, edge: number): Uint8Array {
  const narrow = new Uint8Array(edge * height * CHANNELS);
  for (const [x, { first, values }] of weightsFor(width, edge).entries())
    for (let y = 0; y < height; y += 1)
      mix(rgb, narrow, {
        from: (y * width + first) * CHANNELS,
        to: (y * edge + x) * CHANNELS,
        step: CHANNELS,
        values,
      });
  const out = new Uint8Array(edge * edge * CHANNELS);
  for (const [y, { first, values }] of weightsFor(height, edge).entries())
    for (let x = 0; x < edge; x += 1)
      mix(narrow, out, {
        from: (first * edge + x) * CHANNELS,
        to: (y * edge + x) * CHANNELS,
        step: edge * CHANNELS,
        values,
      });
  return out;
}

function mix(
  source: Uint8Array,
  target: Uint8Array,
  { from, to, step, values }: { from: number; to: number; step: number; values: readonly number[] },
): void {
  for (let channel = 0; channel < CHANNELS; channel += 1) {
    let sum = 2 ** (BITS - 1);
    for (const [at, weight] of values.entries()) sum += source[from + at * step + channel]! * weight;
    target[to + channel] = Math.min(255, Math.max(0, Math.floor(sum / 2 ** BITS)));
  }
}

function weightsFor(length: number, edge: number): Weights[] {
  const scale = length / edge;
  const stretch = Math.max(1, scale);
  const reach = REACH * stretch;
  return Array.from({ length: edge }, (_, target) => {
    const centre = (target + 0.5) * scale;
    const first = Math.max(0, Math.trunc(centre - reach + 0.5));
    const last = Math.min(length, Math.trunc(centre + reach + 0.5));
    const raw = Array.from({ length: last - first }, (_value, at) =>
      cubic((at + first - centre + 0.5) / stretch),
    );
    const sum = raw.reduce((total, value) => total + value, 0);
    return { first, values: raw.map((value) => fixed(value / sum)) };
  });
}

/** Rounded away from zero at the half, as C does. */
const fixed = (value: number): number => Math.trunc(value * 2 ** BITS + (value < 0 ? -0.5 : 0.5));

/** Keys' cubic with a = -0.5. */
function cubic(position: number): number {
  const x = Math.abs(position);
  if (x < 1) return ((A + 2) * x - (A + 3)) * x * x + 1;
  return x < 2 ? (((x - 5) * x + 8) * x - 4) * A : 0;
}
