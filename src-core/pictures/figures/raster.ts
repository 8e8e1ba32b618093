/** Rasters, made by who calls, laid onto the time axis of a figure. */
import { timeToX, type TimeRange } from '../timeAxis'
import { ink, outline, stretchedImage, window, type Box } from './svg'

/** A picture with low frequencies at its bottom. */
export interface Raster {
  /** data: URI of a PNG */
  readonly href: string
  /** From the left edge of the first column to the right edge of the last, seconds; may reach beyond the axis. */
  readonly time: TimeRange
}

/** The raster in its place, cut at the edges of the box. */
export function drawRaster(box: Box, { href, time }: Raster, range: TimeRange): string[] {
  const x = timeToX(time.start, range, box.width)
  const width = timeToX(time.end, range, box.width) - x
  const image = stretchedImage({ x, y: 0, width, height: box.height }, href)
  return [window(box, image), outline(box, { colour: ink })]
}
