import type { Samples } from '../audio/audioData'
import type { Factors } from '../nmf/factors'
import type { ComponentWeights } from '../separation/renderOutputs'
import { clicksWeight } from '../separation/renderOutputs'
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
  const analyser = createFrameAnalyser(framing)
  const { binCount } = analyser
  const spectrum = createSpectrum(binCount)
  const fullScale = fullScalePower(framing)
  const fillGains = separated && createPowerGains(separated)
  const addClicks = createClickPower(source)
  const gains: PowerGains = {
    squares: new Float64Array(binCount).fill(1),
    beside: new Float64Array(binCount),
  }
  const power = new Float64Array(binCount)

  return (from, to) => {
    const cells = new Uint8Array((to - from) * binCount)
    for (let frame = from; frame < to; frame++) {
      analyser.analyse(samples, frame, spectrum)
      fillGains?.(frame, gains)
      const { re, im } = spectrum
      for (let f = 0; f < binCount; f++) power[f] = (re[f] * re[f] + im[f] * im[f]) * gains.squares[f]
      addClicks?.(frame, { spectrum, gains, power })
      const offset = (frame - from) * binCount
      for (let f = 0; f < binCount; f++) cells[offset + f] = powerToCell(power[f] / fullScale)
    }
    return cells
  }
}

/** Sums over outputs with masks m_j and weights c_j of the removed clicks. */
interface PowerGains {
  /** m_j^2 */
  readonly squares: Float64Array
  /** m_j c_j */
  readonly beside: Float64Array
}

/**
 * Adds to the power of the outputs, sum |m_j X|^2, what it lacks of sum |m_j X + c_j D|^2, where D is the transform of the removed
 * clicks. Undefined where no output holds clicks.
 */
function createClickPower({ samples, framing, separated, untouched }: SpectrogramSource) {
  const weights = separated?.outputs.map((output) => clicksWeight(output, separated.factors.componentCount))
  const squared = (weights ?? []).reduce((sum, weight) => sum + weight ** 2, 0)
  if (!untouched || squared === 0) return undefined
  const analyser = createFrameAnalyser(framing)
  const before = createSpectrum(analyser.binCount)
  const after = createSpectrum(analyser.binCount)

  return (
    frame: number,
    { spectrum, gains, power }: { spectrum: Spectrum; gains: PowerGains; power: Float64Array },
  ): void => {
    analyser.analyse(untouched, frame, before)
    analyser.analyse(samples, frame, after)
    for (let f = 0; f < power.length; f++) {
      const re = before.re[f] - after.re[f]
      const im = before.im[f] - after.im[f]
      const crossed = spectrum.re[f] * re + spectrum.im[f] * im
      power[f] += 2 * gains.beside[f] * crossed + squared * (re * re + im * im)
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

/** The sums of frame n. */
function createPowerGains({
  factors,
  outputs,
  shaping,
}: SeparatedOutputs): (frame: number, gains: PowerGains) => void {
  const masker = createShapedMasker(factors, outputs, shaping)
  const power = new Float64Array(factors.binCount)

  return (frame, { squares, beside }) => {
    masker.turnTo(frame)
    squares.fill(0)
    beside.fill(0)
    outputs.forEach((weights, output) => {
      const clicks = clicksWeight(weights, factors.componentCount)
      masker.fillPower(output, power)
      for (let f = 0; f < squares.length; f++) {
        const mask = power[f] / masker.model[f]
        squares[f] += mask * mask
        beside[f] += mask * clicks
      }
    })
  }
}

/** |X|^2 at the middle of a bin for a sine of amplitude 1: the square of half the sum of the window. */
function fullScalePower({ windowLength }: Framing): number {
  const sum = sineWindow(windowLength).reduce((total, value) => total + value, 0)
  return (sum / 2) ** 2
}
