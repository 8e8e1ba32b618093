import { audioLimits } from '../limits'

/** The remarks on a file, few enough to be read: a hostile file can give reason for 100,000. */
export function boundRemarks(remarks: readonly string[]): readonly string[] {
  const { remarks: most, remarkLength } = audioLimits
  const isShort = remarks.length <= most && remarks.every(({ length }) => length <= remarkLength)
  if (isShort) return remarks
  const kept = remarks
    .slice(0, most)
    .map((remark) => (remark.length <= remarkLength ? remark : `${remark.slice(0, remarkLength - 1)}…`))
  const left = remarks.length - kept.length
  return left > 0 ? [...kept, `There is more to remark on this file: ${left} times.`] : kept
}
