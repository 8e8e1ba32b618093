import type { PictureFactors } from '../state/factors.svelte'
import { fillCurve } from './areaCurve'
import type { Size } from './canvasSize.svelte'
import { positionToFrequency, type FrequencyAxis } from '@core/pictures/frequencyAxis'
import { heightOf } from '@core/pictures/level'
import { peakColumns } from '@core/pictures/peakColumns'

/** Spectrum w_k of component `component` (from 0): F powers, bin f at f * sampleRate / (2 (F - 1)) Hz. Shares its memory with W. */
export function spectrumRow(
  { W, binCount }: Pick<PictureFactors, 'W' | 'binCount'>,
  component: number,
): Float32Array {
  return W.subarray(component * binCount, (component + 1) * binCount)
}

export interface SpectrumOptions {
  readonly axis: FrequencyAxis
  /** Hz */
  readonly sampleRate: number
  /** Of the whole canvas, CSS pixels. */
  readonly size: Size
  /** Any CSS colour. */
  readonly colour: string
}

/** Heights 0 .. 1 of `columns` columns along the axis, from 60 dB below the strongest bin seen on it; no peak is lost. */
export function spectrumHeights(
  spectrum: Float32Array,
  columns: number,
  { axis, sampleRate }: Pick<SpectrumOptions, 'axis' | 'sampleRate'>,
): Float32Array {
  const binsPerHertz = (2 * (spectrum.length - 1)) / sampleRate
  const powers = peakColumns(
    spectrum,
    columns,
    (column) => positionToFrequency(column / columns, axis) * binsPerHertz,
  )
  const peak = powers.reduce((greatest, power) => Math.max(greatest, power), 0)
  return powers.map((power) => heightOf(power, peak))
}

/** Draws a spectrum over logarithmic frequency, low frequencies at the left, as a filled curve. */
export function drawSpectrum(
  context: CanvasRenderingContext2D,
  spectrum: Float32Array,
  options: SpectrumOptions,
): void {
  const { size, colour } = options
  fillCurve(context, spectrumHeights(spectrum, Math.ceil(size.width), options), { size, colour })
}
