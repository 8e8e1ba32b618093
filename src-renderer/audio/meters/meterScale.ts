/** Where levels stand on the bars: the upper 20 dB, where one looks, have half of the height. */

/** dBFS */
export const lowestShown = -60
export const highestShown = 3

const corners: readonly (readonly [level: number, position: number])[] = [
  [lowestShown, 0],
  [-40, 0.18],
  [-20, 0.5],
  [0, 0.94],
  [highestShown, 1],
]

/** The levels that are labelled, dBFS */
export const scaleMarks: readonly number[] = [0, -6, -12, -20, -30, -40, -60]

/** 0 (bottom) .. 1 (top) of a level in dBFS */
export function positionOf(level: number): number {
  if (!(level > lowestShown)) return 0
  const next = corners.findIndex(([corner]) => level <= corner)
  if (next < 0) return 1
  const [fromLevel, from] = corners[next - 1]
  const [toLevel, to] = corners[next]
  return from + ((level - fromLevel) / (toLevel - fromLevel)) * (to - from)
}
