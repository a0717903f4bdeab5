import { type Dims3, roundHalfEven, voxelsOf } from './grid.ts';

/**
 * Where tiles start along one axis (nnunetv2 compute_steps_for_sliding_window).
 *
 * @param size Voxels along the axis, padded to at least `patch`.
 */
export function tileStarts(size: number, patch: number, stepSize: number): number[] {
  if (size < patch) throw new RangeError(`${size} voxels are fewer than a patch of ${patch}: pad first`);
  const count = Math.ceil((size - patch) / (patch * stepSize)) + 1;
  const step = count > 1 ? (size - patch) / (count - 1) : 0;
  return Array.from({ length: count }, (_, i) => roundHalfEven(step * i));
}

/** Voxels of 0 before and behind each axis so that a patch fits (after normalisation). */
export function paddingFor(dims: Dims3, patch: Dims3): { before: Dims3; padded: Dims3 } {
  const lack = (a: 0 | 1 | 2): number => Math.max(0, patch[a] - dims[a]);
  return {
    before: [lack(0) >> 1, lack(1) >> 1, lack(2) >> 1],
    padded: [dims[0] + lack(0), dims[1] + lack(1), dims[2] + lack(2)],
  };
}

/**
 * Weight of each voxel of a patch, largest 10, in half precision (nnunetv2 compute_gaussian): a gaussian of an eighth of the
 * patch around voxel `patch >> 1`, cut at 4 sigma, zeros lifted to the smallest weight. First axis slowest, as the network's.
 */
export function gaussianWeights(patch: Dims3): Float16Array {
  const [a, b, c] = [bell(patch[0]), bell(patch[1]), bell(patch[2])];
  const exact = new Float64Array(voxelsOf(patch));
  let at = 0;
  let max = 0;
  for (const va of a)
    for (const vb of b)
      for (const vc of c) {
        const value = va * vb * vc;
        if (value > max) max = value;
        exact[at++] = value;
      }
  const weights = new Float16Array(exact.length);
  let least = Infinity;
  for (let i = 0; i < exact.length; i += 1) {
    weights[i] = (exact[i]! / max) * 10;
    const value = weights[i]!;
    if (value > 0 && value < least) least = value;
  }
  for (let i = 0; i < weights.length; i += 1) if (weights[i] === 0) weights[i] = least;
  return weights;
}

/** scipy.ndimage.gaussian_filter1d of a single 1 in the middle, sigma size / 8, truncate 4, constant 0. */
function bell(size: number): Float64Array {
  const sigma = size / 8;
  const radius = Math.floor(4 * sigma + 0.5);
  const kernel = Float64Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp((-0.5 / (sigma * sigma)) * (i - radius) ** 2),
  );
  const sum = kernel.reduce((total, value) => total + value, 0);
  const middle = size >> 1;
  return Float64Array.from({ length: size }, (_, i) => (kernel[i - middle + radius] ?? 0) / sum);
}
