import { type Affine, flipRasLps } from './affine.ts';
import { matchAxes } from './axis-match.ts';

type Axes = readonly [number, number, number];

/**
 * How a stored array becomes an LPS array: output axis a is input axis `source[a]`, run backwards where `flip[a]`.
 * Flips and permutation only; no resampling ever.
 */
export interface Reorientation {
  readonly source: Axes;
  readonly flip: readonly [boolean, boolean, boolean];
  /** Stored and reoriented sizes, voxels. */
  readonly storedDims: Axes;
  readonly dims: Axes;
  /** Reoriented voxel index → LPS millimetres. */
  readonly affineLps: Affine;
}

/**
 * The permutation and flips that bring an array into LPS order (index i towards left, j posterior, k head), chosen as nibabel
 * chooses them.
 *
 * @param affineRas Stored voxel index → RAS mm; not singular.
 */
export function planLpsReorientation(affineRas: Affine, storedDims: Axes): Reorientation {
  const lps = flipRasLps(affineRas);
  const { source, flip } = matchAxes(lps);
  const dims = [storedDims[source[0]]!, storedDims[source[1]]!, storedDims[source[2]]!] as const;
  return { source, flip, storedDims, dims, affineLps: reorientAffine(lps, source, flip, dims) };
}

/** Distance in the stored array between neighbours along each output axis, and the offset of output voxel (0, 0, 0). */
export function storedSteps(plan: Reorientation): { steps: Axes; start: number } {
  const stride = [1, plan.storedDims[0], plan.storedDims[0] * plan.storedDims[1]];
  const signed = (a: 0 | 1 | 2): number => stride[plan.source[a]]! * (plan.flip[a] ? -1 : 1);
  const start = ([0, 1, 2] as const).reduce<number>(
    (sum, a) => sum + (plan.flip[a] ? (plan.dims[a] - 1) * stride[plan.source[a]]! : 0),
    0,
  );
  return { steps: [signed(0), signed(1), signed(2)], start };
}

/** An LPS array in the order in which the file stores it. */
export function toStoredOrder(plan: Reorientation, lps: Uint8Array): Uint8Array {
  const { steps, start } = storedSteps(plan);
  const out = new Uint8Array(lps.length);
  const [nx, ny, nz] = plan.dims;
  let from = 0;
  for (let k = 0; k < nz; k += 1)
    for (let j = 0; j < ny; j += 1) {
      let at = start + j * steps[1] + k * steps[2];
      for (let i = 0; i < nx; i += 1, at += steps[0]) out[at] = lps[from++]!;
    }
  return out;
}

/** True when the stored array already is an LPS array. */
export function isIdentity({ source, flip }: Reorientation): boolean {
  return source.every((axis, a) => axis === a) && flip.every((isFlipped) => !isFlipped);
}

function reorientAffine(lps: Affine, source: Axes, flip: readonly boolean[], dims: Axes): Affine {
  const out = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
  for (let row = 0; row < 3; row += 1) {
    out[row * 4 + 3] = lps[row * 4 + 3]!;
    for (let a = 0; a < 3; a += 1) {
      const value = lps[row * 4 + source[a]!]!;
      out[row * 4 + a] = flip[a] ? -value : value;
      if (flip[a]) out[row * 4 + 3]! += value * (dims[a]! - 1);
    }
  }
  return out;
}
