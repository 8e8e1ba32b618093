import type { Factors } from '../nmf/factors'

/** A component of one decomposition and the one of another that is the same sound; numbers from 0. */
export interface ComponentMatch {
  readonly from: number
  readonly to: number
  /** 0 .. 1 */
  readonly similarity: number
}

/**
 * From this similarity on two components are clearly the same sound: see docs/algorithm.md for how it was chosen.
 */
export const clearMatch = 0.7

/**
 * Which components of `b` are clearly those of `a`, each at most once, the most similar pairs first. Both are decompositions of the same
 * recording; numbers of components, frames and bins may differ.
 *
 * The similarity of two components is the cosine between their amplitude spectrograms, the square roots of w h: the
 * product of the cosines of the spectra and of the activations, whatever their scale.
 */
export function matchComponents(a: Factors, b: Factors, least = clearMatch): ComponentMatch[] {
  const binCount = Math.min(a.binCount, b.binCount)
  const frameCount = Math.min(a.frameCount, b.frameCount)
  const [ofA, ofB] = [a, b].map((factors) => directionsOf(factors, binCount, frameCount))
  const pairs = ofA.flatMap((first, from) =>
    ofB.map((second, to) => ({
      from,
      to,
      similarity: dot(first.spectrum, second.spectrum) * dot(first.gains, second.gains),
    })),
  )
  const clear = pairs.filter(({ similarity }) => similarity >= least)
  clear.sort((x, y) => y.similarity - x.similarity || x.from - y.from || x.to - y.to)
  const [takenOfA, takenOfB] = [new Set<number>(), new Set<number>()]
  return clear.filter(({ from, to }) => {
    if (takenOfA.has(from) || takenOfB.has(to)) return false
    takenOfA.add(from)
    takenOfB.add(to)
    return true
  })
}

/** How much of `a` is in `b`: components that clearly are, and the similarity of each to the one it is paired with, on average. */
export function agreementOf(
  a: Factors,
  b: Factors,
): { readonly foundAgain: number; readonly similarity: number } {
  const matches = matchComponents(a, b, 0)
  const sum = matches.reduce((total, { similarity }) => total + similarity, 0)
  return {
    foundAgain: matches.filter(({ similarity }) => similarity >= clearMatch).length,
    similarity: Math.min(1, sum / a.componentCount),
  }
}

/** Amplitudes over frequency and over time, each of length 1. */
interface Directions {
  readonly spectrum: Float64Array
  readonly gains: Float64Array
}

function directionsOf(factors: Factors, bins: number, frames: number): Directions[] {
  const { W, H, binCount, frameCount, componentCount } = factors
  return Array.from({ length: componentCount }, (_, k) => {
    const spectrum = W.subarray(k * binCount, (k + 1) * binCount)
    const gains = Float64Array.from({ length: frameCount }, (_, n) => H[n * componentCount + k])
    return { spectrum: direction(spectrum, bins), gains: direction(gains, frames) }
  })
}

/** Powers -> amplitudes at `count` places, of length 1. */
function direction(powers: Factors['W'], count: number): Float64Array {
  const amplitudes = meansOf(powers, count).map(Math.sqrt)
  const length = Math.sqrt(dot(amplitudes, amplitudes))
  return length > 0 ? amplitudes.map((value) => value / length) : amplitudes
}

/** The values as `count` means over equal stretches; at most as many as there are values. */
function meansOf(values: Factors['W'], count: number): Float64Array {
  if (count === values.length) return Float64Array.from(values)
  const width = values.length / count
  return Float64Array.from({ length: count }, (_, i) => {
    const [start, end] = [i * width, (i + 1) * width]
    let sum = 0
    for (let j = Math.floor(start); j < Math.min(end, values.length); j++) {
      sum += values[j] * (Math.min(end, j + 1) - Math.max(start, j))
    }
    return sum / width
  })
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return sum
}
