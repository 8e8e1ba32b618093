/** (rows x columns) row-major -> (columns x rows) row-major; what a matrix in a file and in memory differ by. */
export function transpose(matrix: Float32Array | Float64Array, rows: number, columns: number): Float32Array {
  const result = new Float32Array(rows * columns)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++)
      result[column * rows + row] = matrix[row * columns + column]
  }
  return result
}
