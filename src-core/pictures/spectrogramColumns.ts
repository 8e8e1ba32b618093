import type { Samples } from '../audio/audioData'
import type { Factors } from '../nmf/factors'
import type { ComponentWeights } from '../separation/renderOutputs'
import type { MaskShaping } from '../separation/shaping/maskShaping'
import { createShapedMasker } from '../separation/shaping/shapedMasker'
import { createSpectrum } from '../spectral/fft'
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
export function createPowerColumns({ samples, framing, separated }: SpectrogramSource): FillColumns {
  const analyser = createFrameAnalyser(framing)
  const { binCount } = analyser
  const spectrum = createSpectrum(binCount)
  const fullScale = fullScalePower(framing)
  const fillGains = separated && createPowerGains(separated)
  const gains = new Float64Array(binCount).fill(1)

  return (from, to) => {
    const cells = new Uint8Array((to - from) * binCount)
    for (let frame = from; frame < to; frame++) {
      analyser.analyse(samples, frame, spectrum)
      fillGains?.(frame, gains)
      const { re, im } = spectrum
      const offset = (frame - from) * binCount
      for (let f = 0; f < binCount; f++) {
        const power = re[f] * re[f] + im[f] * im[f]
        cells[offset + f] = powerToCell((power * gains[f]) / fullScale)
      }
    }
    return cells
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

/** Sums over the outputs of the squares of their masks, in frame n. */
function createPowerGains({
  factors,
  outputs,
  shaping,
}: SeparatedOutputs): (frame: number, gains: Float64Array) => void {
  const masker = createShapedMasker(factors, outputs, shaping)
  const power = new Float64Array(factors.binCount)

  return (frame, gains) => {
    masker.turnTo(frame)
    gains.fill(0)
    for (let output = 0; output < outputs.length; output++) {
      masker.fillPower(output, power)
      for (let f = 0; f < gains.length; f++) {
        const mask = power[f] / masker.model[f]
        gains[f] += mask * mask
      }
    }
  }
}

/** |X|^2 at the middle of a bin for a sine of amplitude 1: the square of half the sum of the window. */
function fullScalePower({ windowLength }: Framing): number {
  const sum = sineWindow(windowLength).reduce((total, value) => total + value, 0)
  return (sum / 2) ** 2
}
