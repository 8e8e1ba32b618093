/**
 * Solves M x = b for a symmetric positive definite M by Cholesky's decomposition.
 * @param matrix n x n, row by row; overwritten
 * @param b n values; overwritten by x
 * @returns false, with b in an undefined state, where M is not positive definite
 */
export function solveSymmetric(matrix: Float64Array, b: Float64Array): boolean {
  const n = b.length
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j]
      for (let k = 0; k < j; k++) sum -= matrix[i * n + k] * matrix[j * n + k]
      if (i > j) matrix[i * n + j] = sum / matrix[j * n + j]
      else if (sum > 0) matrix[i * n + i] = Math.sqrt(sum)
      else return false
    }
  }
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) b[i] -= matrix[i * n + k] * b[k]
    b[i] /= matrix[i * n + i]
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) b[i] -= matrix[k * n + i] * b[k]
    b[i] /= matrix[i * n + i]
  }
  return true
}
