import type { PowerSpectrogram } from '../spectral/powerSpectrogram'
import { createChargeTerm, type Charges, type ChargeTerm } from './charges'
import type { Factors } from './factors'
import type { Solver } from './solver'
import type { ActivationUpdate } from './updates/activations'

/** One alternating update of H and W by majorisation. */
export interface FactorUpdate {
  readonly activations: ActivationUpdate
  /** W <- W (P/Q)^exponent: 0.5 majorises, 1 equalises; both are monotone for Itakura-Saito (Fevotte, Idier 2011). */
  readonly dictionaryExponent: 0.5 | 1
  /** True for each component whose spectrum stays as it is, such as one learned from a stretch of noise. */
  readonly fixedSpectra: readonly boolean[]
  /** True for each component whose activations stay as they are. */
  readonly fixedActivations: readonly boolean[]
  /** A price on certain bins that is added to the cost; none if left out. */
  readonly charge?: ChargeTerm
}

/**
 * The numerical work of the factorisation, on one spectrogram from one start. Holds two points: the present one, and the
 * result of the last step, from which momentum is taken and to which it can go back. Call evaluate and step in turn:
 * evaluate takes the cost and with it the statistics that the next step needs, and may already update H, which only
 * lowers the cost; the point after a step is its result.
 */
export interface NmfKernels extends Solver {
  /** Present point <- x clip(x / x_old)^momentum, entry by entry, x and x_old being the last two results. */
  extrapolate(momentum: number): void
  /** Present point <- the last result. */
  revert(): void
}

export type CreateKernels = (
  spectrogram: PowerSpectrogram,
  start: Factors,
  update: FactorUpdate,
) => NmfKernels

/** The same kernels with a price on what a person said does not belong. */
export function chargedKernels(charges: Charges, createKernels: CreateKernels): CreateKernels {
  return (spectrogram, start, update) =>
    createKernels(spectrogram, start, { ...update, charge: createChargeTerm(spectrogram, charges) })
}
