/** What wheel, drags and two fingers do to the visible part of the time axis. Times in seconds, lengths in CSS pixels. */
import { xToTime, type TimeRange } from '@core/pictures/timeAxis'
import { moved, zoomed } from '../state/timeRange'

export interface Axis {
  readonly range: TimeRange
  readonly duration: number
  readonly width: number
}

export type Wheel = Pick<WheelEvent, 'deltaX' | 'deltaY' | 'deltaMode' | 'ctrlKey' | 'metaKey' | 'shiftKey'>

/** Wheel travel that zooms by a factor of two. */
const pixelsPerZoom = 240
const pixelsPerLine = 16

/**
 * The range after a turn of the wheel at `x`; null: everything. With Ctrl or Cmd it zooms and the time at x stays there; else it
 * pans, by the greater of both directions.
 */
export function rangeAfterWheel(wheel: Wheel, x: number, axis: Axis): TimeRange | null {
  const { range, duration, width } = axis
  const [dx, dy] = travelOf(wheel, width)
  if (wheel.ctrlKey || wheel.metaKey) {
    return zoomed(range, 2 ** (dy / pixelsPerZoom), { centre: xToTime(x, range, width), duration })
  }
  return rangeAfterDrag(Math.abs(dx) > Math.abs(dy) ? -dx : -dy, axis)
}

/** Whether a turn of the wheel is along the time axis rather than up or down. */
export function isAlongTime({ deltaX, deltaY, shiftKey }: Wheel): boolean {
  return shiftKey || Math.abs(deltaX) > Math.abs(deltaY)
}

/** The range after the picture was drawn along by so many pixels. */
export function rangeAfterDrag(pixels: number, { range, duration, width }: Axis): TimeRange | null {
  const next = moved(range, (-pixels / width) * (range.end - range.start), duration)
  return next.end - next.start >= duration ? null : next
}

/** Two fingers: the times that they hold, and where they are now. */
export interface Pinch {
  readonly times: readonly [number, number]
  readonly places: readonly [number, number]
}

/** Fingers that are closer than this only pan. */
const leastSpread = 24

/** The range in which the times are where the fingers are; null: everything. */
export function rangeAfterPinch(
  { times, places }: Pinch,
  { range, duration, width }: Axis,
): TimeRange | null {
  const [first, second] = places[0] <= places[1] ? [0, 1] : [1, 0]
  const spread = Math.max(leastSpread, places[second] - places[first])
  const held = Math.abs(times[1] - times[0])
  const secondsPerPixel = held > 0 ? held / spread : (range.end - range.start) / width
  const middle = { seconds: (times[0] + times[1]) / 2, x: (places[0] + places[1]) / 2 }
  const start = middle.seconds - middle.x * secondsPerPixel
  return zoomed({ start, end: start + width * secondsPerPixel }, 1, { centre: middle.seconds, duration })
}

/** Travel in pixels, right and down. Most mice turn along the time axis by Shift. */
function travelOf(wheel: Wheel, width: number): [number, number] {
  const unit = wheel.deltaMode === 0 ? 1 : wheel.deltaMode === 1 ? pixelsPerLine : width
  return [wheel.deltaX * unit, wheel.deltaY * unit]
}
