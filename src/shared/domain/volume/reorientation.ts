import { type Affine, flipRasLps, spacingOf } from './affine.ts';

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
 * The permutation and flips that bring an array into LPS order (index i towards left, j posterior, k head).
 * Each anatomical axis takes the array axis that it is most parallel to, best match first, which is what nibabel's
 * `io_orientation` does for orthogonal axes (nibabel 5, orientations.py); sheared affines agree to the nearest axis.
 *
 * @param affineRas Stored voxel index → RAS mm.
 */
export function planLpsReorientation(affineRas: Affine, storedDims: Axes): Reorientation {
  const lps = flipRasLps(affineRas);
  const spacing = spacingOf(lps);
  const cosine = (anatomical: number, array: number): number =>
    lps[anatomical * 4 + array]! / (spacing[array] || 1);
  const source = [-1, -1, -1];
  const freeArrayAxes = new Set([0, 1, 2]);
  const pairs = [0, 1, 2]
    .flatMap((anatomical) =>
      [0, 1, 2].map((array) => ({ anatomical, array, match: Math.abs(cosine(anatomical, array)) })),
    )
    .toSorted((a, b) => b.match - a.match);
  for (const { anatomical, array } of pairs) {
    if (source[anatomical] !== -1 || !freeArrayAxes.has(array)) continue;
    source[anatomical] = array;
    freeArrayAxes.delete(array);
  }
  const axes = [source[0]!, source[1]!, source[2]!] as const;
  const flip = [0, 1, 2].map((a) => cosine(a, axes[a]!) < 0) as [boolean, boolean, boolean];
  const dims = [storedDims[axes[0]]!, storedDims[axes[1]]!, storedDims[axes[2]]!] as const;
  return { source: axes, flip, storedDims, dims, affineLps: reorientAffine(lps, axes, flip, dims) };
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
