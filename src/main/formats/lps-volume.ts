import { AppError } from '../../shared/contract/app-error.ts';
import type { Affine } from '../../shared/domain/volume/affine.ts';
import { type Reorientation, storedSteps } from '../../shared/domain/volume/reorientation.ts';
import { BUDGET } from './budget.ts';

/** A decoded image in LPS order (i towards left, j posterior, k head; i fastest); CT values are HU. */
export interface LpsVolume {
  readonly dims: readonly [number, number, number];
  /** Voxel index → LPS mm. */
  readonly affineLps: Affine;
  readonly data: Int16Array | Float32Array;
}

/** Value of a stored sample, scaling applied. */
export type ValueReader = (index: number) => number;

/**
 * Reorders stored samples into LPS; int16 when every value is a whole number that fits, float32 otherwise.
 *
 * @throws AppError formats.too-large, formats.bad-values when a sample is no finite number
 */
export function toLpsVolume(plan: Reorientation, read: ValueReader, file: string): LpsVolume {
  const [nx, ny, nz] = plan.dims;
  const bytes = nx * ny * nz * Float32Array.BYTES_PER_ELEMENT;
  if (bytes > BUDGET.imageBytes)
    throw new AppError('formats.too-large', { file, bytes, limit: BUDGET.imageBytes });
  const rows = ny * nz;
  // Whole numbers are the rule, so memory for floats is taken only from the row on where they turn out to be needed.
  const narrow = new Int16Array(nx * rows);
  const wholeRows = fillRows(narrow, 0, { plan, read, accepts: isInt16 });
  if (wholeRows === rows) return { dims: plan.dims, affineLps: plan.affineLps, data: narrow };
  const wide = new Float32Array(narrow.length);
  wide.set(narrow.subarray(0, wholeRows * nx));
  if (fillRows(wide, wholeRows, { plan, read, accepts: Number.isFinite }) < rows)
    throw new AppError('formats.bad-values', { file });
  return { dims: plan.dims, affineLps: plan.affineLps, data: wide };
}

function isInt16(value: number): boolean {
  return (value | 0) === value && value >= -32_768 && value <= 32_767;
}

/** Fills rows (j fastest, then k) from `first` on. @returns the first row with a value that is not accepted, or the row count */
function fillRows(
  out: Int16Array | Float32Array,
  first: number,
  from: { plan: Reorientation; read: ValueReader; accepts: (value: number) => boolean },
): number {
  const { plan, read, accepts } = from;
  const [nx, ny, nz] = plan.dims;
  const { steps, start } = storedSteps(plan);
  for (let row = first; row < ny * nz; row += 1) {
    let at = start + (row % ny) * steps[1] + Math.floor(row / ny) * steps[2];
    for (let i = 0; i < nx; i += 1, at += steps[0]) {
      const value = read(at);
      if (!accepts(value)) return row;
      out[row * nx + i] = value;
    }
  }
  return ny * nz;
}
