import { type Affine, spacingOf } from './affine.ts';

/** Row-major 3 x 3. */
type Matrix = readonly number[];

/** Which array axis each anatomical axis takes, and whether it runs against it. */
export interface AxisMatch {
  readonly source: readonly [number, number, number];
  readonly flip: readonly [boolean, boolean, boolean];
}

/** Components closer than this are equal: at 45 degrees they differ by rounding alone. */
const EQUAL = 1e-9;

/**
 * Assigns array axes to anatomical axes as nibabel's `io_orientation` does (nibabel 5, orientations.py): in the rotation that
 * is closest to the affine without shear, array axes choose one after the other, the one with the largest component first.
 *
 * Where components are equal, the first axis is taken. nibabel takes what the rounding of its singular value decomposition makes
 * the larger one, which is not the same on every processor.
 *
 * @param affine Not singular; rows are the anatomical axes.
 */
export function matchAxes(affine: Affine): AxisMatch {
  const rotation = nearestRotation(unitColumns(affine));
  const size = rotation.map((value) => Math.round(Math.abs(value) / EQUAL));
  const largest = (array: number): number => Math.max(size[array]!, size[3 + array]!, size[6 + array]!);
  const source = [-1, -1, -1];
  for (const array of [0, 1, 2].toSorted((a, b) => largest(b) - largest(a))) {
    const free = [0, 1, 2].filter((row) => source[row] === -1);
    const component = (row: number): number => size[3 * row + array]!;
    source[free.reduce((best, row) => (component(row) > component(best) ? row : best))] = array;
  }
  const isAgainst = (row: 0 | 1 | 2): boolean => rotation[3 * row + source[row]!]! < 0;
  return { source: [source[0]!, source[1]!, source[2]!], flip: [isAgainst(0), isAgainst(1), isAgainst(2)] };
}

function unitColumns(affine: Affine): Matrix {
  const spacing = spacingOf(affine);
  return [0, 1, 2].flatMap((row) =>
    [0, 1, 2].map((column) => affine[4 * row + column]! / (spacing[column] || 1)),
  );
}

/**
 * The orthogonal factor of the polar decomposition by Newton's iteration, X ← (X + X⁻ᵀ) / 2 (Higham 1986), which converges
 * quadratically for every matrix that is not singular. It is what U Vᵀ of a singular value decomposition is.
 */
function nearestRotation(matrix: Matrix): Matrix {
  let at = matrix;
  for (let step = 0; step < 100; step += 1) {
    const inverse = inverseTransposed(at);
    const next = at.map((value, i) => (value + inverse[i]!) / 2);
    const change = Math.max(...next.map((value, i) => Math.abs(value - at[i]!)));
    at = next;
    if (change < 1e-14) break;
  }
  return at;
}

function inverseTransposed([a, b, c, d, e, f, g, h, i]: Matrix): Matrix {
  const cofactors = [
    e! * i! - f! * h!,
    f! * g! - d! * i!,
    d! * h! - e! * g!,
    c! * h! - b! * i!,
    a! * i! - c! * g!,
    b! * g! - a! * h!,
    b! * f! - c! * e!,
    c! * d! - a! * f!,
    a! * e! - b! * d!,
  ];
  const determinant = a! * cofactors[0]! + b! * cofactors[1]! + c! * cofactors[2]!;
  return cofactors.map((value) => value / determinant);
}
