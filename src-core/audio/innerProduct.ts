/**
 * Sum of row[i] * samples[start + i] over the row. Four sums side by side, because an addition has to wait only for the one before it in
 * its own sum.
 */
export function innerProduct(row: Float64Array, samples: Float64Array, start: number): number {
  const inFours = row.length - (row.length % 4)
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  let tap = 0
  for (; tap < inFours; tap += 4) {
    const place = start + tap
    a += row[tap] * samples[place]
    b += row[tap + 1] * samples[place + 1]
    c += row[tap + 2] * samples[place + 2]
    d += row[tap + 3] * samples[place + 3]
  }
  for (; tap < row.length; tap++) a += row[tap] * samples[start + tap]
  return a + b + (c + d)
}
