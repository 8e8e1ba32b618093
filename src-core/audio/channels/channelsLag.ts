import type { ChannelSpectra, CrossSpectrum } from './channelsSpectra'

export interface ChannelLag {
  /** Samples by which the right channel is late, to about a hundredth of a sample; negative: early. */
  readonly lag: number
  /** -1 when the right channel is the left one turned upside down. */
  readonly sign: 1 | -1
}

/** A stylus turned by a few degrees, or an interleaving converter, stays far below this. */
const MAXIMUM_LAG_SECONDS = 0.002
/** Below this, rumble decides more than music. */
const LOWEST_FREQUENCY = 100
const FINE_STEPS = 16
/** A negative peak must beat the positive one by this much: tones make both almost alike. */
const INVERSION_MARGIN = 1.05

/**
 * Lag and polarity by generalised cross-correlation with maximum-likelihood weights (Knapp and Carter 1976):
 * bins count by their coherence, so the noise of each channel does not. The peak is found on whole samples, then
 * on sixteenths, then by a parabola. Range +-2 ms.
 */
export function measureLag(spectra: ChannelSpectra, average: CrossSpectrum): ChannelLag {
  const weighted = weightCrossSpectrum(spectra, average)
  const correlate = (lag: number) => correlation(weighted, spectra, lag)
  const range = Math.max(1, Math.round(MAXIMUM_LAG_SECONDS * spectra.sampleRate))

  let highest = 0
  let lowest = 0
  const values = Array.from({ length: 2 * range + 1 }, (_, i) => correlate(i - range))
  values.forEach((value, i) => {
    if (value > values[highest]) highest = i
    if (value < values[lowest]) lowest = i
  })
  const inverted = -values[lowest] > INVERSION_MARGIN * values[highest]
  const sign = inverted ? -1 : 1
  const coarse = (inverted ? lowest : highest) - range
  return { lag: refine((lag) => sign * correlate(lag), coarse), sign }
}

interface WeightedSpectrum {
  readonly re: Float64Array
  readonly im: Float64Array
  readonly firstBin: number
}

function weightCrossSpectrum(spectra: ChannelSpectra, average: CrossSpectrum): WeightedSpectrum {
  const { crossRe, crossIm, coherence } = average
  const re = new Float64Array(spectra.binCount)
  const im = new Float64Array(spectra.binCount)
  const firstBin = Math.ceil(LOWEST_FREQUENCY / spectra.binWidth)
  for (let bin = firstBin; bin < spectra.binCount; bin++) {
    const magnitude = Math.hypot(crossRe[bin], crossIm[bin])
    if (magnitude === 0) continue
    // The bound keeps a few almost perfectly coherent bins from deciding alone.
    const weight = coherence[bin] / Math.max(1 - coherence[bin], 0.01) / magnitude
    re[bin] = weight * crossRe[bin]
    im[bin] = weight * crossIm[bin]
  }
  return { re, im, firstBin }
}

function correlation({ re, im, firstBin }: WeightedSpectrum, spectra: ChannelSpectra, lag: number): number {
  const step = (2 * Math.PI * spectra.binWidth * lag) / spectra.sampleRate
  let sum = 0
  for (let bin = firstBin; bin < spectra.binCount; bin++) {
    sum += re[bin] * Math.cos(step * bin) + im[bin] * Math.sin(step * bin)
  }
  return sum
}

function refine(value: (lag: number) => number, coarse: number): number {
  let best = coarse
  for (let i = -FINE_STEPS; i <= FINE_STEPS; i++) {
    const lag = coarse + i / FINE_STEPS
    if (value(lag) > value(best)) best = lag
  }
  const before = value(best - 1 / FINE_STEPS)
  const after = value(best + 1 / FINE_STEPS)
  const curvature = before - 2 * value(best) + after
  const offset = curvature < 0 ? (0.5 * (before - after)) / curvature : 0
  return best + Math.max(-0.5, Math.min(0.5, offset)) / FINE_STEPS
}
