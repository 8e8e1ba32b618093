import type { SampleRange, Samples } from '../audio/audioData'
import { createRateConversion } from '../audio/resample'
import { renderOutputs, type ComponentWeights, type Separation } from './renderOutputs'

/** Sample rates in Hz, whole numbers. */
export interface RatePair {
  readonly from: number
  readonly to: number
}

/** A stretch of several outputs. */
export interface ConvertedOutputs {
  /** At the rate of the recording, as renderOutputs gives them. */
  readonly signals: readonly Float32Array[]
  /** At the other rate; at equal rates the signals themselves. */
  readonly converted: readonly Samples[]
}

/** Renders a stretch of outputs at two rates. */
export type ConvertingRenderer = (
  outputs: readonly ComponentWeights[],
  range: SampleRange,
) => ConvertedOutputs

/**
 * As much more is rendered as the conversion of a stretch reaches, so that every stretch stands for itself; one after the other they are the
 * whole outputs, converted.
 * @throws ShellacError 'bad-argument' for rates that are too far apart
 */
export function createConvertingRenderer(separation: Separation, rates: RatePair): ConvertingRenderer {
  const conversion = createRateConversion(rates.from, rates.to)
  const { length } = separation.samples
  return (outputs, range) => {
    const reach = conversion.reachOf(range, length)
    const rendered = renderOutputs(separation, outputs, reach)
    if (rates.from === rates.to) return { signals: rendered, converted: rendered }
    return {
      signals: rendered.map((signal) => signal.subarray(range.start - reach.start, range.end - reach.start)),
      converted: rendered.map((signal) => conversion.convert(signal, range, length)),
    }
  }
}
