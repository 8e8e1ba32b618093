import type { SampleRange, Samples } from '../audio/audioData'
import type { Factors } from '../nmf/factors'
import type { Click } from '../restoration/declick'
import { createSpectrum, type Spectrum } from '../spectral/fft'
import type { Framing } from '../spectral/framing'
import { createFrameAnalyser, synthesise } from '../spectral/stft'
import type { MaskShaping } from './shaping/maskShaping'
import { createShapedMasker } from './shaping/shapedMasker'

/**
 * An output as a weighted sum of components: weights[k] is the gain of component k. Component 3 alone, a source, the left
 * channel of the mix or what is left out: each is one such row, because masking is linear. One weight more, at the end, is the gain of
 * what declicking took away, see clicksWeight.
 */
export type ComponentWeights = Float64Array

/** What rendering starts from: the mono recording, how it was framed, its factors, and how their masks are shaped. */
export interface Separation {
  /** As it was decomposed: all components together are this. */
  readonly samples: Samples
  readonly framing: Framing
  readonly factors: Factors
  readonly shaping?: MaskShaping | undefined
  /** What was done to the recording before; left out where nothing was. */
  readonly declicked?: Declicked
  /** What its masks are put on, if learned noise was filtered out of it; not where the shaping says no. */
  readonly denoised?: Masked | undefined
}

/** A recording without its learned noise: see src-core/restoration/denoise. */
export interface Denoised {
  readonly samples: Samples
  /** Components of the learned noise, one or more: what was filtered out is theirs, in equal parts. */
  readonly carriers: readonly number[]
}

/** With the factors that its masks are made of. */
export interface Masked extends Denoised {
  readonly factors: Factors
}

/**
 * Share of the power of learned noise that masks still expect behind the filter. Expecting all of it they would take it out twice, and music
 * with it.
 */
const noiseBehindFilter = 0.1

/** A denoised recording with the factors of its decomposition, in which as much of the noise is left as the filter leaves. */
export function maskedBehindFilter(denoised: Denoised, factors: Factors): Masked {
  const H = factors.H.slice()
  for (const k of denoised.carriers) {
    for (let i = k; i < H.length; i += factors.componentCount) H[i] *= noiseBehindFilter
  }
  return { ...denoised, factors: { ...factors, H } }
}

/** A recording before its clicks were removed. */
export interface Declicked {
  /** The recording itself; it differs from the samples that are decomposed within the clicks only. */
  readonly untouched: Samples
  readonly clicks: readonly Click[]
}

/** The mono recording as it was found, before any declicking. */
export function recordingOf({ samples, declicked }: Separation): Samples {
  return declicked?.untouched ?? samples
}

/** The gain of the removed clicks in an output of so many components: 0 where it has no weight for them. */
export function clicksWeight(weights: ComponentWeights, componentCount: number): number {
  return weights.length > componentCount ? weights[componentCount] : 0
}

/** What the masks are made of and put on, and what was filtered out of that before; null where nothing was. */
export interface MaskPlace {
  readonly masked: Samples
  readonly factors: Factors
  readonly filtered: Denoised | null
}

export function maskPlaceOf({
  samples,
  factors,
  denoised,
  shaping,
}: Pick<Separation, 'samples' | 'factors' | 'denoised' | 'shaping'>): MaskPlace {
  if (!denoised || shaping?.filter === 'off') return { masked: samples, factors, filtered: null }
  return { masked: denoised.samples, factors: denoised.factors, filtered: denoised }
}

/** The gain in an output of what was filtered out: the mean of its weights of the components that it belongs to. */
export function filteredWeight(weights: ComponentWeights, { carriers }: Pick<Denoised, 'carriers'>): number {
  return carriers.reduce((sum, k) => sum + weights[k], 0) / carriers.length
}

/**
 * Samples start .. end - 1 of each output: the stft of the recording times the output's Wiener mask, inverted. Pure, and
 * the same samples come out whatever range they are asked in, so long recordings are rendered block by block.
 * @returns one array of end - start samples per output
 */
export function renderOutputs(
  separation: Separation,
  outputs: readonly ComponentWeights[],
  range: SampleRange,
): Float32Array[] {
  const { samples, framing, shaping, declicked } = separation
  const { masked, factors, filtered } = maskPlaceOf(separation)
  const analyser = createFrameAnalyser(framing)
  const masker = createShapedMasker(factors, outputs, shaping)
  const spectrum = createSpectrum(analyser.binCount)
  const power = new Float64Array(analyser.binCount)

  const fill = (frame: number, output: number, out: Spectrum): void => {
    if (output === 0) {
      analyser.analyse(masked, frame, spectrum)
      masker.turnTo(frame)
      divide(spectrum, masker.model)
    }
    masker.fillPower(output, power)
    multiply(spectrum, power, out)
  }
  const signals = synthesise(framing, { outputCount: outputs.length, ...range }, fill)
  signals.forEach((signal, j) => {
    const { start } = range
    if (filtered) {
      const gain = filteredWeight(outputs[j], filtered)
      addDifference(signal, { from: masked, to: samples, gain, start })
    }
    if (declicked) {
      const gain = clicksWeight(outputs[j], factors.componentCount)
      addDifference(signal, { from: samples, to: declicked.untouched, gain, start })
    }
  })
  return signals
}

/** What a step of the restoration took away, and how much of it comes back. */
interface Difference {
  readonly from: Samples
  readonly to: Samples
  readonly gain: number
  /** The sample that the signal begins with. */
  readonly start: number
}

/** Adds gain times (to - from). */
function addDifference(signal: Float32Array, { from, to, gain, start }: Difference): void {
  if (gain === 0) return
  for (let i = 0; i < signal.length; i++) signal[i] += gain * (to[start + i] - from[start + i])
}

function divide(spectrum: Spectrum, model: Float64Array): void {
  for (let f = 0; f < model.length; f++) {
    const inverse = 1 / model[f]
    spectrum.re[f] *= inverse
    spectrum.im[f] *= inverse
  }
}

function multiply(spectrum: Spectrum, power: Float64Array, out: Spectrum): void {
  for (let f = 0; f < power.length; f++) {
    out.re[f] = spectrum.re[f] * power[f]
    out.im[f] = spectrum.im[f] * power[f]
  }
}

/** The ranges of `blockLength` samples that cover a recording, in order. */
export function* blocksOf(sampleCount: number, blockLength: number): Generator<SampleRange> {
  for (let start = 0; start < sampleCount; start += blockLength) {
    yield { start, end: Math.min(sampleCount, start + blockLength) }
  }
}
