import { createRandom } from '../random'
import { powerFloor, type PowerSpectrogram } from '../spectral/powerSpectrogram'
import type { Factors } from './factors'

export interface ProblemShape {
  readonly binCount: number
  readonly frameCount: number
  /** Rank of the model behind the spectrogram. */
  readonly rank: number
  readonly seed: number
  /** Silent frames at the head, the tail and in the middle. */
  readonly silence?: boolean
}

/** Power spectrogram of a random low-rank model with exponential noise, floored and of mean 1, 64-bit. */
export function randomSpectrogram(shape: ProblemShape): PowerSpectrogram {
  const { binCount, frameCount, rank, seed } = shape
  const random = createRandom(seed)
  const exponential = (): number => -Math.log(1 - random.uniform())
  const W = Float64Array.from({ length: rank * binCount }, () => exponential() ** 3)
  const H = Float64Array.from({ length: frameCount * rank }, () => exponential() ** 2)
  const V = new Float64Array(binCount * frameCount)
  for (let n = 0; n < frameCount; n++) {
    if (shape.silence && isSilent(n, frameCount)) continue
    for (let f = 0; f < binCount; f++) {
      let model = 0
      for (let k = 0; k < rank; k++) model += W[k * binCount + f] * H[n * rank + k]
      V[n * binCount + f] = model * exponential()
    }
  }
  const mean = sumOf(V) / V.length
  if (mean === 0) return { V: V.fill(1), binCount, frameCount, stride: binCount }
  return {
    V: V.map((value) => (value / mean + powerFloor) / (1 + powerFloor)),
    binCount,
    frameCount,
    stride: binCount,
  }
}

function isSilent(frame: number, frameCount: number): boolean {
  const margin = Math.floor(frameCount / 8)
  return frame < margin || frame >= frameCount - margin || frame === Math.floor(frameCount / 2)
}

export function sumOf(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]
  return sum
}

/** Factors uniform in 0.1 .. 1.1, 64-bit. */
export function randomFactors(shape: Omit<Factors, 'W' | 'H'>, seed: number): Factors {
  const { binCount, frameCount, componentCount } = shape
  const random = createRandom(seed)
  const draw = (length: number): Float64Array => Float64Array.from({ length }, () => 0.1 + random.uniform())
  return {
    W: draw(componentCount * binCount),
    H: draw(frameCount * componentCount),
    binCount,
    frameCount,
    componentCount,
  }
}

/** The same factors as 64-bit arrays. */
export function inDoublePrecision(factors: Factors): Factors {
  return { ...factors, W: Float64Array.from(factors.W), H: Float64Array.from(factors.H) }
}

/** The same factors as 32-bit arrays. */
export function inSinglePrecision(factors: Factors): Factors {
  return { ...factors, W: Float32Array.from(factors.W), H: Float32Array.from(factors.H) }
}

/** W H, stored like V. */
export function modelOf({ W, H, binCount, frameCount, componentCount }: Factors): Float64Array {
  return Float64Array.from({ length: binCount * frameCount }, (_, i) => {
    const f = i % binCount
    const n = Math.floor(i / binCount)
    let sum = 0
    for (let k = 0; k < componentCount; k++) sum += W[k * binCount + f] * H[n * componentCount + k]
    return sum
  })
}

/** Factors with component k multiplied by gains[k] in W and divided by it in H. */
export function rescaled(factors: Factors, gains: readonly number[]): Factors {
  const { binCount, componentCount } = factors
  return {
    ...factors,
    W: factors.W.map((value, i) => value * gains[Math.floor(i / binCount)]),
    H: factors.H.map((value, i) => value / gains[i % componentCount]),
  }
}

/** Largest relative difference of two arrays of positive numbers. */
export function largestRelativeDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length)
    throw new RangeError(`${actual.length} for ${expected.length} numbers`)
  let largest = 0
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs(actual[i] / expected[i] - 1)
    if (!(difference <= largest)) largest = difference
  }
  return largest
}
