import type { Factors } from '../nmf/factors'
import type { ComponentWeights } from './renderOutputs'

/**
 * Wiener masks of frame n: mask_j = sum over k of weight_jk w_k h_kn / sum over k of w_k h_kn. Masks of outputs whose weights
 * add up to one for every component add up to one in every bin. Where the model is zero (only in factors made elsewhere)
 * each component counts the same.
 * @param masks one array of binCount gains per output, overwritten
 */
export function fillMasks(
  factors: Factors,
  frame: number,
  outputs: readonly ComponentWeights[],
  masks: readonly Float64Array[],
): void {
  const { W, H, binCount, componentCount } = factors
  const model = new Float64Array(binCount)
  for (const mask of masks) mask.fill(0)
  for (let k = 0; k < componentCount; k++) {
    const h = H[frame * componentCount + k]
    addScaled(model, W, k * binCount, h)
    outputs.forEach((weights, j) => {
      if (weights[k] !== 0) addScaled(masks[j], W, k * binCount, h * weights[k])
    })
  }
  outputs.forEach((weights, j) => divideByModel(masks[j], model, meanOf(weights)))
}

function addScaled(sum: Float64Array, W: Factors['W'], offset: number, gain: number): void {
  for (let f = 0; f < sum.length; f++) sum[f] += W[offset + f] * gain
}

function divideByModel(mask: Float64Array, model: Float64Array, whereUndefined: number): void {
  for (let f = 0; f < mask.length; f++) mask[f] = model[f] > 0 ? mask[f] / model[f] : whereUndefined
}

function meanOf(weights: ComponentWeights): number {
  return weights.reduce((sum, value) => sum + value, 0) / weights.length
}
