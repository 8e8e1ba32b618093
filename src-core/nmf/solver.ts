import { smoothnessPenalty } from './divergence'
import type { Factors } from './factors'
import type { NmfKernels, Statistics } from './kernels'
import { multiplicativeStep, updateActivations, type ActivationUpdate } from './updates/activations'

/**
 * An iterative algorithm at its present point. Call evaluate and step in turn: evaluate takes the cost, and with it the
 * statistics that the next step needs.
 */
export interface Solver {
  /** The present point; overwritten by the next step. */
  readonly factors: Factors
  /** Cost D_IS(V | W H) + lambda penalty(H) at `factors`. */
  evaluate(): number
  /** One iteration: H, then W. */
  step(): void
}

export interface MultiplicativeUpdate {
  readonly activations: ActivationUpdate
  /** W <- W (P/Q)^exponent: 0.5 majorises, 1 equalises; both are monotone for Itakura-Saito (Fevotte, Idier 2011). */
  readonly dictionaryExponent: 0.5 | 1
}

/** Alternating majorisation of H and W on shared kernels. Changes `factors` in place. */
export function createMultiplicativeSolver(
  kernels: NmfKernels,
  factors: Factors,
  update: MultiplicativeUpdate,
): Solver {
  const onActivations = emptyStatistics(factors.H)
  const onDictionary = emptyStatistics(factors.W)
  const { smoothness } = update.activations

  function evaluate(): number {
    const divergence = kernels.activationStatistics(factors, onActivations)
    return smoothness === 0 ? divergence : divergence + smoothness * smoothnessPenalty(factors)
  }

  function step(): void {
    updateActivations(factors, onActivations, update.activations)
    kernels.dictionaryStatistics(factors, onDictionary)
    multiplicativeStep(factors.W, onDictionary, update.dictionaryExponent)
  }

  return { factors, evaluate, step }
}

/** P and Q of the shape and precision of `like`. */
export function emptyStatistics(like: Factors['W']): Statistics {
  const create = (): Factors['W'] =>
    like instanceof Float32Array ? new Float32Array(like.length) : new Float64Array(like.length)
  return { P: create(), Q: create() }
}
