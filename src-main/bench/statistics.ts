/** Middle value; the mean of the two middle ones of an even number. NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  if (sorted.length % 2 === 1) return sorted[middle]
  return (sorted[middle - 1] + sorted[middle]) / 2
}

/**
 * How many times the first takes as long as the second: the median of the ratios of figures of the same round, which
 * disturbances that last longer than a round leave alone.
 */
export function sameRoundRatio(first: readonly number[], second: readonly number[]): number {
  if (first.length !== second.length) {
    throw new RangeError(`${first.length} rounds cannot be compared with ${second.length}.`)
  }
  return median(first.map((value, round) => value / second[round]))
}
