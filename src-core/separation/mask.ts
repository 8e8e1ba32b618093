import type { Factors } from '../nmf/factors'
import type { ComponentWeights } from './renderOutputs'

/**
 * Wiener masks of one frame at a time. The mask of an output is its power over that of the model, bin by bin. Not
 * reentrant: one instance per caller.
 */
export interface Masker {
  /** Power of the model in the present frame, > 0. */
  readonly model: Float64Array
  /** Turns to frame n. */
  turnTo(frame: number): void
  /** Power of output j in the present frame: binCount values, overwritten. */
  fillPower(output: number, power: Float64Array): void
}

/**
 * Masks mask_j = sum over k of weight_jk w_k h_kn / sum over k of w_k h_kn. Masks of outputs whose weights add up to one for
 * every component add up to one in every bin. Where the model is zero (only in factors made elsewhere) each component
 * counts the same.
 */
export function createMasker(factors: Factors, outputs: readonly ComponentWeights[]): Masker {
  const { H, binCount, componentCount } = factors
  const everything = new Float64Array(componentCount).fill(1)
  const means = outputs.map((weights) => meanOf(weights.subarray(0, componentCount)))
  const gains = new Float64Array(componentCount)
  const model = new Float64Array(binCount)
  let present = 0
  const holes: number[] = []

  function addUp(weights: ComponentWeights, power: Float64Array): void {
    for (let k = 0; k < componentCount; k++) gains[k] = weights[k] * H[present * componentCount + k]
    sumOfSpectra(factors, gains, power)
  }

  function turnTo(frame: number): void {
    present = frame
    addUp(everything, model)
    holes.length = 0
    for (let f = 0; f < binCount; f++) {
      if (model[f] > smallestPower) continue
      holes.push(f)
      model[f] = 1
    }
  }

  function fillPower(output: number, power: Float64Array): void {
    addUp(outputs[output], power)
    for (const f of holes) power[f] = means[output]
  }
  return { model, turnTo, fillPower }
}

/** What is divided by less than this may not be finite. */
const smallestPower = 2 ** -900

/** sum = sum over k of gains_k w_k; spectra with gain 0 cost nothing. */
function sumOfSpectra({ W, binCount }: Factors, gains: Float64Array, sum: Float64Array): void {
  sum.fill(0)
  for (let k = 0; k < gains.length; k++) {
    const gain = gains[k]
    const offset = k * binCount
    if (gain !== 0) for (let f = 0; f < binCount; f++) sum[f] += W[offset + f] * gain
  }
}

function meanOf(weights: ComponentWeights): number {
  return weights.reduce((sum, value) => sum + value, 0) / weights.length
}
