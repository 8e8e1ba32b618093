/** A picture of more than is seen, moved and stretched to its place while one moves about, and drawn again when it has to be. */
import { timeToX, type TimeRange } from '@core/pictures/timeAxis'

/** How many times as wide as what is seen the picture is. */
export const widening = 2

/** Beyond these the picture looks bad, and is drawn again. */
const mostStretch = 1.6
const leastMargin = 0.2

/** What is drawn for a visible range: as much on both sides. */
export function widened({ start, end }: TimeRange): TimeRange {
  const margin = ((widening - 1) / 2) * (end - start)
  return { start: start - margin, end: end + margin }
}

/** 1 where a second is as wide as it is seen. */
export function stretchOf(drawn: TimeRange, visible: TimeRange): number {
  return (drawn.end - drawn.start) / (widening * (visible.end - visible.start))
}

/** Whether what is drawn will not do much longer. */
export function isOutworn(drawn: TimeRange, visible: TimeRange, duration: number): boolean {
  const stretch = stretchOf(drawn, visible)
  if (stretch > mostStretch || stretch < 1 / mostStretch) return true
  const margin = leastMargin * (visible.end - visible.start)
  const isMissing = drawn.start > Math.max(0, visible.start - margin)
  return isMissing || drawn.end < Math.min(duration, visible.end + margin)
}

/** Whether a second is not as wide as it should be. */
export function isStretched(drawn: TimeRange, visible: TimeRange): boolean {
  return Math.abs(stretchOf(drawn, visible) - 1) > 1e-6
}

/** For an element `widening` times as wide as its place, from the left of that: where it starts, in shares of the place's width. */
export function offsetOf(drawn: TimeRange, visible: TimeRange): number {
  return timeToX(drawn.start, visible, 1)
}
