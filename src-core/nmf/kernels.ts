import type { PowerSpectrogram } from '../spectral/powerSpectrogram'
import type { Factors, RealArray } from './factors'

/** Statistics of the majoriser: P = sum of w V/Vh^2 (numerators), Q = sum of w / Vh (denominators). */
export interface Statistics {
  readonly P: RealArray
  readonly Q: RealArray
}

/**
 * The expensive sums of an iteration, of order F K N; everything else is of order (F + N) K. One object serves one
 * spectrogram. Implementations compute Vh = W H frame by frame and never hold an F x N intermediate.
 */
export interface NmfKernels {
  /**
   * P = W'(V / Vh^2), Q = W'(1 / Vh), both N x K, stored like H.
   * @returns D_IS(V | W H) at these factors
   */
  activationStatistics(factors: Factors, statistics: Statistics): number
  /** P = (V / Vh^2) H', Q = (1 / Vh) H', both F x K, stored like W. */
  dictionaryStatistics(factors: Factors, statistics: Statistics): void
}

export type CreateKernels = (spectrogram: PowerSpectrogram, componentCount: number) => NmfKernels
