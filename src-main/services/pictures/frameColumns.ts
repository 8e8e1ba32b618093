/** Frames of a recording as columns of a raster, as few as a picture has pixels for. */
import type { JobControl } from '@core/contract/job'
import type { Raster } from '@core/pictures/figures/raster'
import { timeToFrame, type FrameGrid, type TimeRange } from '@core/pictures/timeAxis'
import { pause } from '../../engine/pause'
import { encodeIndexedPng, type IndexedImage } from './indexedPng'

export interface FrameColumns {
  /** First frame. */
  readonly from: number
  /** Frame after the last one. */
  readonly to: number
  /** Frames in a column; the last one may have fewer. */
  readonly group: number
  readonly count: number
  /** From the left edge of the first column to the right edge of the last. */
  readonly time: TimeRange
}

/** Frames that overlap the range, in at most `most` columns. */
export function columnsOver(
  range: TimeRange,
  { grid, frameCount }: { readonly grid: FrameGrid; readonly frameCount: number },
  most: number,
): FrameColumns {
  // A frame is drawn from half a frame before its middle to half a frame after it.
  const from = Math.max(0, Math.min(frameCount - 1, Math.floor(timeToFrame(range.start, grid) + 0.5)))
  const to = Math.max(from + 1, Math.min(frameCount, Math.ceil(timeToFrame(range.end, grid) + 0.5)))
  const group = Math.ceil((to - from) / most)
  const count = Math.ceil((to - from) / group)
  const timeOf = (frame: number): number => grid.firstFrame + (frame - 0.5) * grid.secondsPerFrame
  return { from, to, group, count, time: { start: timeOf(from), end: timeOf(from + count * group) } }
}

/** Milliseconds of work between two looks at messages. */
const turn = 15

/**
 * Tells every frame with the number of its column, and lets messages through in between.
 * @throws ShellacError 'cancelled'
 */
export async function eachFrame(
  { from, to, group }: FrameColumns,
  tell: (frame: number, column: number) => void,
  control: JobControl,
): Promise<void> {
  let begun = performance.now()
  for (let frame = from; frame < to; frame++) {
    tell(frame, Math.floor((frame - from) / group))
    if (performance.now() - begun < turn) continue
    control.report({ stage: 'analysing', done: (frame - from) / (to - from) })
    await pause(control)
    begun = performance.now()
  }
}

/** The image as figures take it. */
export async function rasterOf(image: IndexedImage, { time }: FrameColumns): Promise<Raster> {
  const png = await encodeIndexedPng(image)
  return { href: `data:image/png;base64,${png.toString('base64')}`, time }
}
