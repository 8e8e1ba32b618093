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

/** The price at given factors, and what it adds to the denominators of their updates. */
export interface ChargeTerm {
  cost(factors: Factors): number
  /** Q, N x K, stored like H. */
  addToActivations(factors: Factors, Q: RealArray): void
  /** Q, F x K, stored like W. */
  addToDictionary(factors: Factors, Q: RealArray): void
}

export function createChargeTerm({ V, binCount }: PowerSpectrogram, charges: Charges): ChargeTerm {
  const { groups, frames, bins, payers, weights } = charges
  const members = Array.from({ length: Math.max(...groups) + 1 }, (_, group) =>
    groups.flatMap((own, k) => (own === group ? [k] : [])),
  )
  const prices = Float64Array.from(weights, (weight, i) => weight / V[frames[i] * binCount + bins[i]])

  /** Calls back with the places in W and H of every component that pays in a cell, and the price. */
  function eachPayer(componentCount: number, visit: (w: number, h: number, price: number) => void): void {
    for (let i = 0; i < prices.length; i++) {
      for (const k of members[payers[i]]) {
        visit(k * binCount + bins[i], frames[i] * componentCount + k, prices[i])
      }
    }
  }

  return {
    cost({ W, H, componentCount }) {
      let total = 0
      eachPayer(componentCount, (w, h, price) => (total += price * W[w] * H[h]))
      return total
    },
    addToActivations({ W, componentCount }, Q) {
      eachPayer(componentCount, (w, h, price) => (Q[h] += price * W[w]))
    },
    addToDictionary({ H, componentCount }, Q) {
      eachPayer(componentCount, (w, h, price) => (Q[w] += price * H[h]))
    },
  }
}
