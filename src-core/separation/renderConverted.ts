import type { SampleRange, Samples } from '../audio/audioData'
import { samplePeak } from '../audio/levels/samplePeak'
import { createRateConversion } from '../audio/resample'
import { renderOutputs, type ComponentWeights, type Separation } from './renderOutputs'

/** Sample rates in Hz, whole numbers. */
export interface RatePair {
  readonly from: number
  readonly to: number
}

/** What is wanted of a stretch of several outputs. */
export interface RenderTask {
  readonly outputs: readonly ComponentWeights[]
  readonly range: SampleRange
  /** Those of them that at the other rate nobody wants to have, only to know how high they are. */
  readonly peakOnly: ReadonlySet<number>
  /** A peak that is known already: what stays below it need not be looked at closely. */
  readonly knownPeak: number
}

/** A stretch of several outputs. */
export interface ConvertedOutputs {
  /** At the rate of the recording, as renderOutputs gives them. */
  readonly signals: readonly Float32Array[]
  /** At the other rate, nothing for those of peakOnly; at equal rates the signals themselves. */
  readonly converted: readonly Samples[]
  /** The highest magnitude of a sample of all outputs at the other rate, or the known peak where that is higher. */
  readonly peak: number
}

/** Renders a stretch of outputs at two rates. */
export type ConvertingRenderer = (task: RenderTask) => ConvertedOutputs

/**
 * As much more is rendered as the conversion of a stretch reaches, so that every stretch stands for itself; one after the other they are the
 * whole outputs, converted.
 * @throws ShellacError 'bad-argument' for rates that are too far apart
 */
export function createConvertingRenderer(separation: Separation, rates: RatePair): ConvertingRenderer {
  const conversion = createRateConversion(rates.from, rates.to)
  const { length } = separation.samples
  return ({ outputs, range, peakOnly, knownPeak }) => {
    const reach = conversion.reachOf(range, length)
    const rendered = renderOutputs(separation, outputs, reach)
    if (rates.from === rates.to) {
      return {
        signals: rendered,
        converted: rendered,
        peak: Math.max(knownPeak, ...rendered.map(samplePeak)),
      }
    }
    const converted = rendered.map((signal, j) =>
      peakOnly.has(j) ? new Float64Array() : conversion.convert(signal, range, length),
    )
    let peak = Math.max(knownPeak, ...converted.map(samplePeak))
    for (const j of peakOnly) peak = conversion.peak(rendered[j], range, length, peak)
    const [start, end] = [range.start - reach.start, range.end - reach.start]
    return { signals: rendered.map((signal) => signal.subarray(start, end)), converted, peak }
  }
}
