/**
 * The greatest value that a curve reaches within each pixel column, so that no peak is lost however small it is drawn. The curve is
 * `values` joined by straight lines; before its first and after its last value it stays as it is there.
 * @param placeOf where column c begins among the values, as a fractional index; must not fall. Column c ends where c + 1 begins.
 */
export function peakColumns(
  values: ArrayLike<number>,
  columns: number,
  placeOf: (column: number) => number,
): Float32Array {
  const peaks = new Float32Array(columns)
  if (values.length === 0) return peaks
  let start = placeOf(0)
  for (let column = 0; column < columns; column++) {
    const end = placeOf(column + 1)
    let peak = Math.max(valueAt(values, start), valueAt(values, end))
    const last = Math.min(values.length - 1, Math.floor(end))
    for (let index = Math.max(0, Math.ceil(start)); index <= last; index++) {
      if (values[index] > peak) peak = values[index]
    }
    peaks[column] = peak
    start = end
  }
  return peaks
}

function valueAt(values: ArrayLike<number>, place: number): number {
  const within = Math.min(values.length - 1, Math.max(0, place))
  const index = Math.floor(within)
  const share = within - index
  return share === 0 ? values[index] : values[index] + share * (values[index + 1] - values[index])
}
