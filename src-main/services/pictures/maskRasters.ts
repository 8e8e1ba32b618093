import type { JobControl } from '@core/contract/job'
import { maskTable } from '@core/pictures/colourMaps'
import { maskToCell } from '@core/pictures/cells'
import type { Raster } from '@core/pictures/figures/raster'
import type { FrequencyAxis } from '@core/pictures/frequencyAxis'
import { rowPlaces, type RowPlaces } from '@core/pictures/raster'
import type { SeparatedOutputs } from '@core/pictures/spectrogramColumns'
import { frameGridOf, type TimeRange } from '@core/pictures/timeAxis'
import { createShapedMasker } from '@core/separation/shaping/shapedMasker'
import type { Framing } from '@core/spectral/framing'
import { columnsOver, eachFrame, rasterOf } from './frameColumns'

export interface MaskPlace {
  readonly range: TimeRange
  readonly axis: FrequencyAxis
  /** Hz */
  readonly sampleRate: number
  readonly framing: Framing
  /** Pixels that a panel has room for. */
  readonly size: { readonly width: number; readonly height: number }
}

/**
 * The mask of each output, white at 0 to black at 1. A pixel is the mean mask in it, so that masks that sum to one are seen to do so.
 * @throws ShellacError 'cancelled'
 */
export async function maskRasters(
  separated: SeparatedOutputs,
  { range, axis, sampleRate, framing, size }: MaskPlace,
  control: JobControl,
): Promise<Raster[]> {
  const { factors, outputs } = separated
  const { binCount, frameCount } = factors
  const [width, height] = [Math.round(size.width), Math.round(size.height)]
  const columns = columnsOver(range, { grid: frameGridOf(framing, sampleRate), frameCount }, width)
  const places = rowPlaces(axis, height, { binCount, sampleRate })
  const sums = createMaskSums(separated)
  const images = outputs.map(() => new Uint8Array(columns.count * height))
  await eachFrame(
    columns,
    (frame, column) => {
      sums.add(frame)
      const done = frame + 1 - columns.from - column * columns.group
      if (done < columns.group && frame + 1 < columns.to) return
      images.forEach((pixels, output) => {
        for (let row = 0; row < height; row++) {
          const mask = meanBetween(sums.of[output], places, row) / done
          pixels[row * columns.count + column] = maskToCell(mask)
        }
      })
      sums.clear()
    },
    control,
  )
  const colours = maskTable()
  return Promise.all(
    images.map((pixels) => rasterOf({ width: columns.count, height, pixels, colours }, columns)),
  )
}

interface MaskSums {
  /** For each output its masks of the frames added so far, bin by bin. */
  readonly of: readonly Float64Array[]
  add(frame: number): void
  clear(): void
}

/** The model of a frame is made once for all outputs. */
function createMaskSums({ factors, outputs, shaping }: SeparatedOutputs): MaskSums {
  const { binCount } = factors
  const masker = createShapedMasker(factors, outputs, shaping)
  const power = new Float64Array(binCount)
  const sums = outputs.map(() => new Float64Array(binCount))
  return {
    of: sums,
    add(frame) {
      masker.turnTo(frame)
      sums.forEach((sum, output) => {
        masker.fillPower(output, power)
        for (let bin = 0; bin < binCount; bin++) sum[bin] += power[bin] / masker.model[bin]
      })
    },
    clear() {
      for (const sum of sums) sum.fill(0)
    },
  }
}

/** Mean of the values within a row, or, where bins are higher than rows, the value of the nearest bin. */
function meanBetween(values: Float64Array, { edges, binCount }: RowPlaces, row: number): number {
  const [lower, upper] = [edges[row + 1], edges[row]]
  const first = Math.max(0, Math.ceil(lower))
  const last = Math.min(binCount - 1, Math.floor(upper))
  if (first > last) return values[Math.max(0, Math.min(binCount - 1, Math.round((lower + upper) / 2)))]
  let sum = 0
  for (let bin = first; bin <= last; bin++) sum += values[bin]
  return sum / (last - first + 1)
}
