import type { PowerSpectrogram } from '../spectral/powerSpectrogram'
import type { Factors, RealArray } from './factors'

/**
 * What it costs components to have power in certain bins: a person said that they do not belong there. The price adds
 * sum over the cells of weight (sum of w_k h_kn over the components of the group) / v_fn to the cost: linear in W and in H, so that
 * it only enters the denominators Q of the updates, and all that is monotone stays so. Depends on products w h only: the scale of
 * a component does not matter. One array entry a cell.
 */
export interface Charges {
  /** Group of each component. */
  readonly groups: readonly number[]
  readonly frames: Int32Array
  readonly bins: Int32Array
  /** Whose components pay. */
  readonly payers: Int32Array
  /** > 0 */
  readonly weights: Float32Array
}

/** What the price adds to the denominators of the updates of given factors. */
export interface ChargeTerm {
  /**
   * Q, N x K, stored like H.
   * @returns the price at these factors
   */
  addToActivations(factors: Factors, Q: RealArray): number
  /** Q, F x K, stored like W. */
  addToDictionary(factors: Factors, Q: RealArray): void
}

export function createChargeTerm({ V, stride }: PowerSpectrogram, charges: Charges): ChargeTerm {
  const { groups, frames, bins, payers, weights } = charges
  const members = Array.from({ length: Math.max(...groups) + 1 }, (_, group) =>
    groups.flatMap((own, k) => (own === group ? [k] : [])),
  )
  const prices = Float64Array.from(weights, (weight, i) => weight / V[frames[i] * stride + bins[i]])

  return {
    addToActivations({ W, H, binCount, componentCount }, Q) {
      let total = 0
      for (let i = 0; i < prices.length; i++) {
        const row = frames[i] * componentCount
        for (const k of members[payers[i]]) {
          const price = prices[i] * W[k * binCount + bins[i]]
          Q[row + k] += price
          total += price * H[row + k]
        }
      }
      return total
    },
    addToDictionary({ H, binCount, componentCount }, Q) {
      for (let i = 0; i < prices.length; i++) {
        const row = frames[i] * componentCount
        for (const k of members[payers[i]]) Q[k * binCount + bins[i]] += prices[i] * H[row + k]
      }
    },
  }
}
