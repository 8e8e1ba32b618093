/** What wheel and keys do to the visible part of the time axis and to the position. Times in seconds, lengths in CSS pixels. */
import { moved, zoomed } from '../../state/timeRange'
import type { TimeRange } from '@core/pictures/timeAxis'
import { xToTime } from '@core/pictures/timeAxis'

export interface Axis {
  readonly range: TimeRange
  readonly duration: number
  readonly width: number
}

type Wheel = Pick<WheelEvent, 'deltaX' | 'deltaY' | 'deltaMode' | 'ctrlKey' | 'metaKey' | 'shiftKey'>

/** Wheel travel that zooms by a factor of two. */
const pixelsPerZoom = 240
const pixelsPerLine = 16

/**
 * The range after a turn of the wheel at `x`; null: everything. With Ctrl or Cmd it zooms and the time at x stays there; else it
 * pans, by the greater of both directions.
 */
export function rangeAfterWheel(wheel: Wheel, x: number, { range, duration, width }: Axis): TimeRange | null {
  const unit = wheel.deltaMode === 0 ? 1 : wheel.deltaMode === 1 ? pixelsPerLine : width
  const [dx, dy] = [wheel.deltaX * unit, wheel.deltaY * unit]
  if (wheel.ctrlKey || wheel.metaKey) {
    return zoomed(range, 2 ** (dy / pixelsPerZoom), { centre: xToTime(x, range, width), duration })
  }
  const pixels = Math.abs(dx) > Math.abs(dy) ? dx : dy
  const next = moved(range, (pixels / width) * (range.end - range.start), duration)
  return next.end - next.start >= duration ? null : next
}

const step = 1
const fineStep = 0.1
const coarseStep = 10

/** The position after a key, within the recording; null if the key means nothing here. `isFine`: Shift is held. */
export function positionAfterKey(
  key: string,
  position: number,
  { duration, isFine }: { readonly duration: number; readonly isFine: boolean },
): number | null {
  const small = isFine ? fineStep : step
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: small,
    ArrowUp: small,
    ArrowLeft: -small,
    ArrowDown: -small,
    PageUp: coarseStep,
    PageDown: -coarseStep,
    Home: -Infinity,
    End: Infinity,
  }
  if (!Object.hasOwn(steps, key)) return null
  return Math.max(0, Math.min(duration, position + steps[key]))
}

/** `range` moved just so far that `position` is seen: at the left end when it is behind, a page on when it ran out at the right. */
export function revealing(range: TimeRange, position: number, duration: number): TimeRange {
  if (position >= range.start && position <= range.end) return range
  return moved(range, position - range.start, duration)
}
