import type { PowerSpectrogram } from '../spectral/powerSpectrogram'
import { factorize, type Command } from './factorize'
import type { Factors } from './factors'
import { holdOut, withoutHeldOut } from './heldOut'
import { initialFactors } from './initialise'
import { createReferenceKernels } from './referenceKernels'

/** The candidates: the best one was among them, from 3 to 30, in all settings that were tried. */
export const smoothnessCandidates: readonly number[] = [1, 3, 10, 30, 100]

/** How well the held-out bins were foretold; less is better. */
export interface SmoothnessScore {
  /** lambda */
  readonly smoothness: number
  /** Itakura-Saito divergence of a held-out bin from what the model says of it, on average. */
  readonly heldOut: number
}

export interface SmoothnessValidation {
  readonly componentCount: number
  readonly smoothnesses: readonly number[]
  readonly maxIterations: number
  readonly tolerance: number
  readonly seed: number
}

export interface ValidationIteration {
  /** Of the candidates, from 0. */
  readonly candidate: number
  readonly iteration: number
  readonly cost: number
}

/**
 * Masked cross-validation of the smoothness: about a tenth of V, in blocks, has no weight in the statistics (R and S of the updates and
 * the cost; everything stays monotone); each candidate is fitted to the rest from the same start and judged by what it says of the
 * held-out bins. A predictive choice, not a perceptual one. 'stop' gives those that are done.
 */
export function* validateSmoothness(
  spectrogram: PowerSpectrogram,
  { smoothnesses, ...settings }: SmoothnessValidation,
): Generator<ValidationIteration, SmoothnessScore[], Command> {
  const isHeldOut = holdOut(spectrogram, settings.seed)
  const known = withoutHeldOut(spectrogram, isHeldOut)
  const start = initialFactors(known, settings.componentCount, settings.seed)
  const scores: SmoothnessScore[] = []
  for (const [candidate, smoothness] of smoothnesses.entries()) {
    const iterations = factorize(
      spectrogram,
      { ...settings, smoothness, algorithm: 'accelerated' },
      (V, from, update) => createReferenceKernels(V, from, update, isHeldOut),
      start,
    )
    let step = iterations.next()
    while (!step.done) {
      const { iteration, cost } = step.value
      if ((yield { candidate, iteration, cost }) === 'stop') return scores
      step = iterations.next()
    }
    scores.push({ smoothness, heldOut: heldOutDivergence(spectrogram, step.value.factors, isHeldOut) })
  }
  return scores
}

/** The one that foretells best; of equals the first. `scores` has one at least. */
export function bestSmoothness(scores: readonly SmoothnessScore[]): SmoothnessScore {
  return scores.reduce((best, score) => (score.heldOut < best.heldOut ? score : best))
}

function heldOutDivergence(
  { V, stride }: PowerSpectrogram,
  { W, H, binCount, componentCount }: Factors,
  isHeldOut: Uint8Array,
): number {
  let sum = 0
  let count = 0
  for (let i = 0; i < isHeldOut.length; i++) {
    if (isHeldOut[i] === 0) continue
    const [n, f] = [Math.floor(i / binCount), i % binCount]
    let model = 0
    for (let k = 0; k < componentCount; k++) model += W[k * binCount + f] * H[n * componentCount + k]
    const ratio = V[n * stride + f] / model
    sum += ratio - Math.log(ratio) - 1
    count += 1
  }
  return sum / count
}
