import type { Factors } from '../nmf/factors'
import type { ComponentWeights } from './renderOutputs'

/** Wiener masks of one frame at a time. Not reentrant: one instance per caller. */
export interface Masker {
  /** Turns to frame n. */
  turnTo(frame: number): void
  /** The mask of output j in that frame: binCount gains, overwritten. */
  fill(output: number, mask: Float64Array): void
}

/**
 * Masks mask_j = sum over k of weight_jk w_k h_kn / sum over k of w_k h_kn. Masks of outputs whose weights add up to one for
 * every component add up to one in every bin. Where the model is zero (only in factors made elsewhere) each component
 * counts the same.
 */
export function createMasker(factors: Factors, outputs: readonly ComponentWeights[]): Masker {
  const { H, binCount, componentCount } = factors
  const everything = new Float64Array(componentCount).fill(1)
  const gains = new Float64Array(componentCount)
  const inverse = new Float64Array(binCount)
  const means = outputs.map(meanOf)
  let activations = H.subarray(0, 0)
  let hasHoles = false

  function turnTo(frame: number): void {
    activations = H.subarray(frame * componentCount, (frame + 1) * componentCount)
    addUp(everything, inverse)
    hasHoles = invert(inverse)
  }

  /** sum over k of weights_k w_k h_kn */
  function addUp(weights: ComponentWeights, sum: Float64Array): void {
    for (let k = 0; k < componentCount; k++) gains[k] = weights[k] * activations[k]
    sumOfSpectra(factors, gains, sum)
  }

  function fill(output: number, mask: Float64Array): void {
    addUp(outputs[output], mask)
    for (let f = 0; f < binCount; f++) mask[f] *= inverse[f]
    if (hasHoles) fillHoles(mask, inverse, means[output])
  }
  return { turnTo, fill }
}

/** Below this the inverse of a model would not be finite. */
const smallestModel = 2 ** -1000

/** Replaces values by their inverses, and zeros by zeros; returns whether there were any. */
function invert(values: Float64Array): boolean {
  let hasHoles = false
  for (let f = 0; f < values.length; f++) {
    const isHole = !(values[f] > smallestModel)
    values[f] = isHole ? 0 : 1 / values[f]
    hasHoles ||= isHole
  }
  return hasHoles
}

function fillHoles(mask: Float64Array, inverse: Float64Array, value: number): void {
  for (let f = 0; f < mask.length; f++) if (inverse[f] === 0) mask[f] = value
}

/** sum = sum over k of gains_k w_k. Spectra with gain 0 cost nothing; the others are added two at a time. */
function sumOfSpectra({ W, binCount }: Factors, gains: Float64Array, sum: Float64Array): void {
  let isFirst = true
  for (let k = nextUsed(gains, 0); k < gains.length; ) {
    const next = nextUsed(gains, k + 1)
    const [a, b] = [k * binCount, next * binCount]
    const g = gains[k]
    const h = gains[next]
    if (next === gains.length && isFirst) for (let f = 0; f < binCount; f++) sum[f] = W[a + f] * g
    else if (next === gains.length) for (let f = 0; f < binCount; f++) sum[f] += W[a + f] * g
    else if (isFirst) for (let f = 0; f < binCount; f++) sum[f] = W[a + f] * g + W[b + f] * h
    else for (let f = 0; f < binCount; f++) sum[f] += W[a + f] * g + W[b + f] * h
    isFirst = false
    k = nextUsed(gains, next + 1)
  }
  if (isFirst) sum.fill(0)
}

function nextUsed(gains: Float64Array, from: number): number {
  let k = from
  while (k < gains.length && gains[k] === 0) k++
  return k
}

function meanOf(weights: ComponentWeights): number {
  return weights.reduce((sum, value) => sum + value, 0) / weights.length
}
