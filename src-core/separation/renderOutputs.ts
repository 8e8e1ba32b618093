import type { Samples } from '../audio/audioData'
import type { Factors } from '../nmf/factors'
import { createSpectrum, type Spectrum } from '../spectral/fft'
import type { Framing } from '../spectral/framing'
import { createFrameAnalyser, synthesise } from '../spectral/stft'
import type { MaskShaping } from './shaping/maskShaping'
import { createShapedMasker } from './shaping/shapedMasker'

/**
 * An output as a weighted sum of components: weights[k] is the gain of component k. Component 3 alone, a source, the left
 * channel of the mix or what is left out: each is one such row, because masking is linear.
 */
export type ComponentWeights = Float64Array

/** What rendering starts from: the mono recording, how it was framed, its factors, and how their masks are shaped. */
export interface Separation {
  readonly samples: Samples
  readonly framing: Framing
  readonly factors: Factors
  readonly shaping?: MaskShaping | undefined
}

export interface SampleRange {
  readonly start: number
  readonly end: number
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
  const { samples, framing, factors, shaping } = separation
  const analyser = createFrameAnalyser(framing)
  const masker = createShapedMasker(factors, outputs, shaping)
  const spectrum = createSpectrum(analyser.binCount)
  const power = new Float64Array(analyser.binCount)

  const fill = (frame: number, output: number, out: Spectrum): void => {
    if (output === 0) {
      analyser.analyse(samples, frame, spectrum)
      masker.turnTo(frame)
      divide(spectrum, masker.model)
    }
    masker.fillPower(output, power)
    multiply(spectrum, power, out)
  }
  return synthesise(framing, { outputCount: outputs.length, ...range }, fill)
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
