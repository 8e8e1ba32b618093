import type { JobControl } from '@core/contract/job'
import type { Raster } from '@core/pictures/figures/raster'
import { cellRows, rowPlaces } from '@core/pictures/raster'
import type { FrequencyAxis } from '@core/pictures/frequencyAxis'
import { createPowerColumns, type SpectrogramSource } from '@core/pictures/spectrogramColumns'
import { frameGridOf, type TimeRange } from '@core/pictures/timeAxis'
import { binCountOf, frameCountOf } from '@core/spectral/framing'
import { columnsOver, eachFrame, rasterOf } from './frameColumns'

export interface SpectrogramPlace {
  readonly range: TimeRange
  readonly axis: FrequencyAxis
  /** Hz */
  readonly sampleRate: number
  /** The colour of every cell, see levelTable. */
  readonly colours: Uint32Array
}

const mostColumns = 1600
const height = 750

/** A spectrogram; a pixel is the greatest level in it, so that no tone is lost. @throws ShellacError 'cancelled' */
export async function spectrogramRaster(
  source: SpectrogramSource,
  { range, axis, sampleRate, colours }: SpectrogramPlace,
  control: JobControl,
): Promise<Raster> {
  const { samples, framing } = source
  const binCount = binCountOf(framing)
  const frames = { grid: frameGridOf(framing, sampleRate), frameCount: frameCountOf(framing, samples.length) }
  const columns = columnsOver(range, frames, mostColumns)
  const fill = createPowerColumns(source)
  const places = rowPlaces(axis, height, { binCount, sampleRate })
  const pixels = new Uint8Array(columns.count * height)
  const cells = new Uint8Array(binCount)

  const finish = (column: number): void => {
    cellRows(cells, places).forEach((cell, row) => (pixels[row * columns.count + column] = cell))
    cells.fill(0)
  }
  await eachFrame(
    columns,
    (frame, column) => {
      fill(frame, frame + 1).forEach((cell, bin) => (cells[bin] = Math.max(cells[bin], cell)))
      const isLast = frame + 1 === columns.to || (frame + 1 - columns.from) % columns.group === 0
      if (isLast) finish(column)
    },
    control,
  )
  return rasterOf({ width: columns.count, height, pixels, colours }, columns)
}
