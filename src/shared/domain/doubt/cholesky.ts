/**
 * Solves A x = b for a symmetric positive definite matrix by Cholesky's decomposition.
 *
 * @param a n x n, row-major, its lower triangle is overwritten with the factor
 * @throws RangeError where the matrix is not positive definite
 */
export function solvePositive(a: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  for (let row = 0; row < n; row += 1)
    for (let column = 0; column <= row; column += 1) {
      let sum = a[row * n + column]!;
      for (let k = 0; k < column; k += 1) sum -= a[row * n + k]! * a[column * n + k]!;
      if (row === column && sum <= 0) throw new RangeError('matrix is not positive definite');
      a[row * n + column] = row === column ? Math.sqrt(sum) : sum / a[column * n + column]!;
    }
  const x = b.slice();
  for (let row = 0; row < n; row += 1) {
    for (let k = 0; k < row; k += 1) x[row]! -= a[row * n + k]! * x[k]!;
    x[row]! /= a[row * n + row]!;
  }
  for (let row = n - 1; row >= 0; row -= 1) {
    for (let k = row + 1; k < n; k += 1) x[row]! -= a[k * n + row]! * x[k]!;
    x[row]! /= a[row * n + row]!;
  }
  return x;
}
