/** Energies as the model W H has them: cheap, and close to those of the spectrogram. */
import type { Factors } from '../../nmf/factors'
import { timeToFrame, type FrameGrid, type TimeRange } from '../timeAxis'

export interface FrameSpan {
  /** First frame. */
  readonly from: number
  /** Frame after the last one. */
  readonly to: number
}

/** Frames whose middles are in the range, one at least; null is all of them. */
export function framesIn(range: TimeRange | null, grid: FrameGrid, frameCount: number): FrameSpan {
  if (!range) return { from: 0, to: frameCount }
  const within = (frame: number): number => Math.max(0, Math.min(frameCount, frame))
  const from = Math.min(within(Math.ceil(timeToFrame(range.start, grid) - 1e-9)), frameCount - 1)
  return { from, to: Math.max(from + 1, within(Math.floor(timeToFrame(range.end, grid) + 1e-9) + 1)) }
}

/** Sum of the gains of each component over the frames. */
export function gainSums({ H, componentCount }: Factors, { from, to }: FrameSpan): Float64Array {
  const sums = new Float64Array(componentCount)
  for (let frame = from; frame < to; frame++) {
    for (let k = 0; k < componentCount; k++) sums[k] += H[frame * componentCount + k]
  }
  return sums
}

/** Sum of gains_k w_k: powers of the bins. */
export function weightedSpectrum({ W, binCount }: Factors, gains: ArrayLike<number>): Float64Array {
  const spectrum = new Float64Array(binCount)
  for (let k = 0; k < gains.length; k++) {
    for (let bin = 0; bin < binCount; bin++) spectrum[bin] += gains[k] * W[k * binCount + bin]
  }
  return spectrum
}

/** Row k of H. */
export function gainsOf(
  { H, componentCount }: Factors,
  component: number,
  { from, to }: FrameSpan,
): Float32Array {
  return Float32Array.from(
    { length: to - from },
    (_, index) => H[(from + index) * componentCount + component],
  )
}

export function sumOf(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]
  return sum
}
