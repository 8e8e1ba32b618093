import type { Samples } from '../audio/audioData'
import type { Factors } from '../nmf/factors'
import type { ComponentWeights } from '../separation/renderOutputs'
import {
  clicksWeight,
  filteredWeight,
  maskPlaceOf,
  type Masked,
  type MaskPlace,
} from '../separation/renderOutputs'
import type { MaskShaping } from '../separation/shaping/maskShaping'
import { createShapedMasker } from '../separation/shaping/shapedMasker'
import { createSpectrum, type Spectrum } from '../spectral/fft'
import type { Framing } from '../spectral/framing'
import { createFrameAnalyser } from '../spectral/stft'
import { sineWindow } from '../spectral/window'
import { maskToCell, powerToCell } from './cells'

/** Of what there is a spectrogram. */
export interface SpectrogramSource {
  readonly samples: Samples
  readonly framing: Framing
  /** Outputs of a decomposition with that framing, whose powers add up; left out, it is the recording itself. */
  readonly separated?: SeparatedOutputs
  /** The recording before its clicks were removed, where outputs hold those clicks. */
  readonly untouched?: Samples | undefined
  /** The recording without its learned noise, where the masks are put on that. */
  readonly denoised?: Masked | undefined
}

export interface SeparatedOutputs {
  readonly factors: Factors
  readonly outputs: readonly ComponentWeights[]
  readonly shaping?: MaskShaping | undefined
}

/** Cells of frames from .. to - 1, one column a frame: see cells.ts. The same whatever range they are asked in. */
export type FillColumns = (from: number, to: number) => Uint8Array

/**
 * Levels: the power |X|^2 of the frame, for outputs times the squares of their masks, over that of a sine of amplitude 1 at the
 * middle of a bin. That is what the outputs hold before the inverse transform, so it needs no transform of their own. Not
 * reentrant: one instance per caller.
 */
export function createPowerColumns(source: SpectrogramSource): FillColumns {
  const { samples, framing, separated } = source
  const place = separated && maskPlaceOf({ ...source, ...separated })
  const masked = place?.masked ?? samples
  const analyser = createFrameAnalyser(framing)
  const { binCount } = analyser
  const spectrum = createSpectrum(binCount)
  const fullScale = fullScalePower(framing)
  const fillPowers = separated && place && createOutputPowers(source, separated, place)
  const power = new Float64Array(binCount)

  return (from, to) => {
    const cells = new Uint8Array((to - from) * binCount)
    for (let frame = from; frame < to; frame++) {
      analyser.analyse(masked, frame, spectrum)
      if (fillPowers) fillPowers(frame, spectrum, power)
      else for (let f = 0; f < binCount; f++) power[f] = spectrum.re[f] ** 2 + spectrum.im[f] ** 2
      const offset = (frame - from) * binCount
      for (let f = 0; f < binCount; f++) cells[offset + f] = powerToCell(power[f] / fullScale)
    }
    return cells
  }
}

/** What a step of the restoration took away, and the gain with which each output holds it. */
interface TakenAway {
  readonly from: Samples
  readonly to: Samples
  readonly gains: readonly number[]
}

function takenAway(
  { samples, untouched }: SpectrogramSource,
  outputs: readonly ComponentWeights[],
  { masked, factors, filtered }: MaskPlace,
): TakenAway[] {
  const steps: TakenAway[] = []
  if (filtered) {
    const gains = outputs.map((weights) => filteredWeight(weights, filtered))
    steps.push({ from: masked, to: samples, gains })
  }
  if (untouched) {
    const gains = outputs.map((weights) => clicksWeight(weights, factors.componentCount))
    steps.push({ from: samples, to: untouched, gains })
  }
  return steps.filter(({ gains }) => gains.some((gain) => gain !== 0))
}

/**
 * Sum over outputs of |m_j X + sum of c_j D|^2, where X is what the masks m_j are put on, D the transform of what a step took away, and
 * c_j the gain with which the output holds it.
 */
function createOutputPowers(
  source: SpectrogramSource,
  { outputs, shaping }: SeparatedOutputs,
  place: MaskPlace,
) {
  const { factors } = place
  const masker = createShapedMasker(factors, outputs, shaping)
  const steps = takenAway(source, outputs, place).map((step) => ({
    ...step,
    fill: createDifference(source.framing, step),
    spectrum: createSpectrum(factors.binCount),
  }))
  const share = new Float64Array(factors.binCount)

  return (frame: number, { re, im }: Spectrum, power: Float64Array): void => {
    masker.turnTo(frame)
    for (const { fill, spectrum } of steps) fill(frame, spectrum)
    power.fill(0)
    outputs.forEach((_, output) => {
      masker.fillPower(output, share)
      for (let f = 0; f < power.length; f++) {
        const mask = share[f] / masker.model[f]
        let outRe = mask * re[f]
        let outIm = mask * im[f]
        for (const { gains, spectrum } of steps) {
          outRe += gains[output] * spectrum.re[f]
          outIm += gains[output] * spectrum.im[f]
        }
        power[f] += outRe * outRe + outIm * outIm
      }
    })
  }
}

/** The transform of to - from. */
function createDifference(framing: Framing, { from, to }: Pick<TakenAway, 'from' | 'to'>) {
  const analyser = createFrameAnalyser(framing)
  const before = createSpectrum(analyser.binCount)

  return (frame: number, out: Spectrum): void => {
    analyser.analyse(to, frame, out)
    analyser.analyse(from, frame, before)
    for (let f = 0; f < analyser.binCount; f++) {
      out.re[f] -= before.re[f]
      out.im[f] -= before.im[f]
    }
  }
}

/** Masks of the first of the outputs, 0 .. 1; beyond that they are clipped. Not reentrant: one instance per caller. */
export function createMaskColumns({ factors, outputs, shaping }: SeparatedOutputs): FillColumns {
  const { binCount } = factors
  const masker = createShapedMasker(factors, outputs.slice(0, 1), shaping)
  const power = new Float64Array(binCount)

  return (from, to) => {
    const cells = new Uint8Array((to - from) * binCount)
    for (let frame = from; frame < to; frame++) {
      masker.turnTo(frame)
      masker.fillPower(0, power)
      const offset = (frame - from) * binCount
      for (let f = 0; f < binCount; f++) cells[offset + f] = maskToCell(power[f] / masker.model[f])
    }
    return cells
  }
}

/** |X|^2 at the middle of a bin for a sine of amplitude 1: the square of half the sum of the window. */
function fullScalePower({ windowLength }: Framing): number {
  const sum = sineWindow(windowLength).reduce((total, value) => total + value, 0)
  return (sum / 2) ** 2
}
