/** The same numbers in memory that all threads see without copying; an array that is there already is returned itself. */
export function sharedArray(values: Float32Array | Float64Array): Float32Array | Float64Array {
  if (values.buffer instanceof SharedArrayBuffer) return values
  const buffer = new SharedArrayBuffer(values.byteLength)
  const copy = values instanceof Float32Array ? new Float32Array(buffer) : new Float64Array(buffer)
  copy.set(values)
  return copy
}
