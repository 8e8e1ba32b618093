import type { PictureFactors } from '../state/factors.svelte'
import type { TimeRange } from '@core/pictures/timeAxis'
import { fillCurve } from './areaCurve'
import type { Size } from './canvasSize.svelte'
import { heightOf, type LevelScale } from '@core/pictures/level'
import { peakColumns } from '@core/pictures/peakColumns'
import { timeToFrame, xToTime, type FrameGrid } from '@core/pictures/timeAxis'

/** One row h_k of H, taken out to be drawn again and again. */
export interface ActivationRow {
  /** Power of each frame, N of them. */
  readonly gains: Float32Array
  /** The greatest of them; 0 where there are none. */
  readonly peak: number
}

/** Row `component` (from 0) of H. */
export function activationRow(
  { H, componentCount, frameCount }: Pick<PictureFactors, 'H' | 'componentCount' | 'frameCount'>,
  component: number,
): ActivationRow {
  const gains = new Float32Array(frameCount)
  let peak = 0
  for (let frame = 0; frame < frameCount; frame++) {
    const gain = H[frame * componentCount + component]
    gains[frame] = gain
    if (gain > peak) peak = gain
  }
  return { gains, peak }
}

export interface ActivationOptions {
  readonly range: TimeRange
  readonly grid: FrameGrid
  /** Of the whole canvas, CSS pixels. */
  readonly size: Size
  /** Any CSS colour. */
  readonly colour: string
  /** 'decibels' if not given: from 60 dB below the loudest moment of the row. */
  readonly scale?: LevelScale
}

/** Heights 0 .. 1 of `columns` columns over the range; no peak is lost. */
export function activationHeights(
  row: ActivationRow,
  columns: number,
  { range, grid, scale = 'decibels' }: Pick<ActivationOptions, 'range' | 'grid' | 'scale'>,
): Float32Array {
  const placeOf = (column: number): number => timeToFrame(xToTime(column, range, columns), grid)
  return peakColumns(row.gains, columns, placeOf).map((gain) => heightOf(gain, row.peak, scale))
}

/** Draws how loud a component is over time, as a filled curve that stands on the bottom of the canvas. */
export function drawActivation(
  context: CanvasRenderingContext2D,
  row: ActivationRow,
  options: ActivationOptions,
): void {
  const { size, colour } = options
  fillCurve(context, activationHeights(row, Math.ceil(size.width), options), { size, colour })
}
