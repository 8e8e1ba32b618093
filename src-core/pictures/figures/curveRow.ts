/** Curves that stand on the lower edge of a box, filled: activations and spectra. */
import { heightOf, type LevelScale } from '../level'
import { peakColumns } from '../peakColumns'
import { timeToFrame, xToTime, type FrameGrid, type TimeRange } from '../timeAxis'
import { positionToFrequency, type FrequencyAxis } from '../frequencyAxis'
import { onWhite } from './lineStyles'
import { element, pathThrough, place, strokeAttributes, type Box, type Point } from './svg'

const fillOpacity = 0.3
const lineWidth = 1.2

export interface ActivationCurve {
  /** Power of each frame. */
  readonly gains: ArrayLike<number>
  /** What height 1 stands for. */
  readonly peak: number
}

/** Heights 0 .. 1 of one column a px over the range; no peak is lost. */
export function activationHeights(
  { gains, peak }: ActivationCurve,
  columns: number,
  { range, grid, scale }: { readonly range: TimeRange; readonly grid: FrameGrid; readonly scale: LevelScale },
): Float32Array {
  const placeOf = (column: number): number => timeToFrame(xToTime(column, range, columns), grid)
  return peakColumns(gains, columns, placeOf).map((gain) => heightOf(gain, peak, scale))
}

/** Heights 0 .. 1 along the axis, from 60 dB below the strongest bin seen on it. `spectrum`: powers from 0 Hz to half the rate. */
export function spectrumHeights(
  spectrum: ArrayLike<number>,
  columns: number,
  { axis, sampleRate }: { readonly axis: FrequencyAxis; readonly sampleRate: number },
): Float32Array {
  const binsPerHertz = (2 * (spectrum.length - 1)) / sampleRate
  const placeOf = (column: number): number => positionToFrequency(column / columns, axis) * binsPerHertz
  const powers = peakColumns(spectrum, columns, placeOf)
  const peak = powers.reduce((greatest, power) => Math.max(greatest, power), 0)
  return powers.map((power) => heightOf(power, peak))
}

/** One height for each column of the box. */
export function drawCurve(box: Box, heights: Float32Array, colour: string): string[] {
  const points = Array.from(heights, (height, column): Point => ({
    x: box.x + ((column + 0.5) / heights.length) * box.width,
    y: box.y + (1 - height) * box.height,
  }))
  const bottom = box.y + box.height
  const area = [{ x: points[0].x, y: bottom }, ...points, { x: points[points.length - 1].x, y: bottom }]
  const readable = onWhite(colour)
  return [
    element('path', { d: `${pathThrough(area)}Z`, fill: readable, 'fill-opacity': fillOpacity }),
    element('path', {
      d: pathThrough(points),
      fill: 'none',
      'stroke-linejoin': 'round',
      ...strokeAttributes({ colour: readable, width: lineWidth }),
    }),
  ]
}

/** A mark in the colour of a component, for the head of its row. */
export function drawSwatch(box: Box, colour: string): string {
  return element('rect', { ...place(box), fill: onWhite(colour), rx: 2 })
}
