import type { TimeRange } from '@core/pictures/timeAxis'

/** seconds */
const shortestRange = 0.05

/** `range` made `factor` times as long around `centre`, within 0 .. duration; null when that is everything. */
export function zoomed(
  range: TimeRange,
  factor: number,
  { centre, duration }: { readonly centre: number; readonly duration: number },
): TimeRange | null {
  const length = Math.max(Math.min(shortestRange, duration), (range.end - range.start) * factor)
  if (length >= duration) return null
  const share = (centre - range.start) / (range.end - range.start)
  return moved({ start: centre - share * length, end: centre + (1 - share) * length }, 0, duration)
}

/** `range` moved so that `position` is in its middle, within 0 .. duration; as it is where that is seen already. */
export function showing(range: TimeRange, position: number, duration: number): TimeRange {
  if (position >= range.start && position <= range.end) return range
  return moved(range, position - (range.start + range.end) / 2, duration)
}

/** `range` moved by `seconds`, kept within 0 .. duration. */
export function moved(range: TimeRange, seconds: number, duration: number): TimeRange {
  const length = range.end - range.start
  const start = Math.max(0, Math.min(duration - length, range.start + seconds))
  return { start, end: start + length }
}
