import { AppError } from '../../shared/contract/app-error.ts';
import type { Affine } from '../../shared/domain/volume/affine.ts';
import { type Reorientation, storedSteps } from '../../shared/domain/volume/reorientation.ts';

/** A decoded image in LPS order (i towards left, j posterior, k head; i fastest); CT values are HU. */
export interface LpsVolume {
  readonly dims: readonly [number, number, number];
  /** Voxel index → LPS mm. */
  readonly affineLps: Affine;
  readonly data: Int16Array | Float32Array;
}

type Rescale = readonly [slope: number, intercept: number];

/**
 * Reorders stored samples into LPS and applies the scaling; int16 when every value is a whole number that fits,
 * float32 otherwise.
 *
 * @param read Value of the stored sample with that index, unscaled.
 * @throws AppError formats.bad-values when a sample is no finite number
 */
export function toLpsVolume(
  plan: Reorientation,
  read: (index: number) => number,
  rescale: Rescale,
  file: string,
): LpsVolume {
  const [slope, intercept] = rescale;
  const [nx, ny, nz] = plan.dims;
  const { steps, start } = storedSteps(plan);
  const wide = new Float32Array(nx * ny * nz);
  let fitsInt16 = true;
  for (let k = 0, voxel = 0; k < nz; k += 1) {
    for (let j = 0; j < ny; j += 1) {
      let at = start + j * steps[1] + k * steps[2];
      for (let i = 0; i < nx; i += 1, voxel += 1, at += steps[0]) {
        const value = read(at) * slope + intercept;
        wide[voxel] = value;
        if ((value | 0) !== value || value < -32_768 || value > 32_767) {
          if (!Number.isFinite(value)) throw new AppError('formats.bad-values', { file });
          fitsInt16 = false;
        }
      }
    }
  }
  return { dims: plan.dims, affineLps: plan.affineLps, data: fitsInt16 ? Int16Array.from(wide) : wide };
}
