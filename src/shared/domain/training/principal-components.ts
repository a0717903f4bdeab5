import { seededRandom } from '../../lib/random.ts';

/** Directions beyond those that are wanted: they make the last wanted ones converge as fast as the first. */
const EXTRA = 8;
const ROUNDS = 30;
/** Share of its length below which a vector counts as made of others. */
const DEPENDENT = 1e-9;

/**
 * The directions along which rows vary most, by subspace iteration on their covariance (Golub and Van Loan, "Matrix
 * Computations", 7.3.2), the same for the same seed.
 *
 * @param rows [count, width], row-major, with means of 0
 * @returns `components` [width, wanted], column by column of length 1 and at right angles, the most important first, each with its
 *   largest entry positive; `deviations` of the rows along them
 */
export function principalComponents(
  rows: Float32Array,
  width: number,
  { wanted, seed }: { readonly wanted: number; readonly seed: number },
): { readonly components: Float32Array; readonly deviations: Float32Array } {
  const covariance = covarianceOf(rows, width);
  const count = Math.min(width, wanted + EXTRA);
  const random = seededRandom(seed);
  let basis: Float64Array[] = Array.from({ length: count }, () =>
    Float64Array.from({ length: width }, () => random() - 0.5),
  );
  orthonormalise(basis);
  for (let round = 0; round < ROUNDS; round += 1) {
    basis = basis.map((vector) => times(covariance, vector));
    orthonormalise(basis);
  }
  const ranked = basis
    .map((vector) => ({ vector: withSign(vector), variance: dot(vector, times(covariance, vector)) }))
    .toSorted((a, b) => b.variance - a.variance)
    .slice(0, wanted);
  const components = new Float32Array(width * ranked.length);
  for (const [column, { vector }] of ranked.entries())
    for (let row = 0; row < width; row += 1) components[row * ranked.length + column] = vector[row]!;
  return {
    components,
    deviations: Float32Array.from(ranked, ({ variance }) => Math.sqrt(Math.max(0, variance))),
  };
}

/** [width, width], row-major. */
function covarianceOf(rows: Float32Array, width: number): Float64Array {
  const count = rows.length / width;
  const sums = new Float64Array(width * width);
  for (let at = 0; at < rows.length; at += width)
    for (let i = 0; i < width; i += 1) {
      const value = rows[at + i]! / count;
      const line = i * width;
      for (let j = 0; j <= i; j += 1) sums[line + j]! += value * rows[at + j]!;
    }
  for (let i = 0; i < width; i += 1)
    for (let j = 0; j < i; j += 1) sums[j * width + i] = sums[i * width + j]!;
  return sums;
}

function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  const width = vector.length;
  const out = new Float64Array(width);
  for (let row = 0; row < width; row += 1) {
    let sum = 0;
    for (let column = 0, at = row * width; column < width; column += 1, at += 1)
      sum += matrix[at]! * vector[column]!;
    out[row] = sum;
  }
  return out;
}

/**
 * Gram and Schmidt's method, modified, twice over for the sake of rounding. A vector that lies in the span of those before it
 * becomes zero: what is left of it is rounding, and no direction.
 */
function orthonormalise(basis: readonly Float64Array[]): void {
  for (let pass = 0; pass < 2; pass += 1)
    for (const [at, vector] of basis.entries()) {
      const before = Math.sqrt(dot(vector, vector));
      for (const earlier of basis.slice(0, at)) {
        const share = dot(vector, earlier);
        for (let i = 0; i < vector.length; i += 1) vector[i]! -= share * earlier[i]!;
      }
      const length = Math.sqrt(dot(vector, vector));
      const factor = length > DEPENDENT * before ? 1 / length : 0;
      for (let i = 0; i < vector.length; i += 1) vector[i]! *= factor;
    }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += a[at]! * b[at]!;
  return sum;
}

function withSign(vector: Float64Array): Float64Array {
  const largest = vector.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
  return largest < 0 ? vector.map((value) => -value) : vector;
}
