import { ShellacError } from '../contract/errors'
import type { PowerSpectrogram } from '../spectral/powerSpectrogram'
import { copyFactors, normalised, type Factors } from './factors'
import { initialFactors } from './initialise'
import type { CreateKernels } from './kernels'
import { withMomentum } from './momentum'
import { createMultiplicativeSolver, emptyStatistics, type Solver } from './solver'
import { smoothnessPenalty } from './divergence'
import type { Relaxation } from './updates/activations'
import { createSpaceAlternatingEm } from './updates/spaceAlternating'

/**
 * 'mm' majorisation-minimisation as in Fevotte 2011; 'mu' multiplicative updates with exponent 1; 'accelerated' adaptive
 * relaxation with momentum; 'em' the space-alternating EM baseline of Fevotte, Bertin, Durrieu 2009. All are monotone.
 */
export type Algorithm = 'mm' | 'mu' | 'accelerated' | 'em'

export const algorithms: readonly Algorithm[] = ['mm', 'mu', 'accelerated', 'em']

export interface FactorizeSettings {
  /** K, 1 or more */
  readonly componentCount: number
  /** lambda >= 0, weight of the penalty on the activations over time */
  readonly smoothness: number
  readonly algorithm: Algorithm
  /** Iterations at most, 1 or more. */
  readonly maxIterations: number
  /** Ends when ten iterations lower the cost by less than this share of it; 0 never ends early. */
  readonly tolerance: number
  /** Seed of the start. */
  readonly seed: number
}

export type StopReason = 'converged' | 'iteration-limit' | 'stopped'

/** One step of the generator. */
export interface Iteration {
  /** 0 is the start. */
  readonly iteration: number
  /** Cost at `factors`; never above the one before. */
  readonly cost: number
  /** Valid until the generator is pulled again. */
  readonly factors: Factors
}

export interface Factorization {
  /** Columns of W sum to 1. */
  readonly factors: Factors
  readonly cost: number
  /** Cost of each iteration, from the start on. */
  readonly costCurve: readonly number[]
  readonly stopReason: StopReason
}

/** What may be sent into the generator: 'stop' ends it, keeping the present factors. */
export type Command = 'stop' | undefined

/** Iterations over which the progress of the cost is judged. */
const convergenceSpan = 10
/** Plain iterations before momentum sets in. */
const warmUpIterations = 20

/**
 * Smooth Itakura-Saito NMF of V (Fevotte 2011): minimises D_IS(V | W H) + lambda sum of d_IS(h(n-1), h(n)).
 * A generator: each pull is one iteration, so that the caller decides about pauses, progress and stopping.
 * @param initial start instead of the seeded one; not changed
 * @throws ShellacError bad-argument for settings out of range
 */
export function* factorize(
  spectrogram: PowerSpectrogram,
  settings: FactorizeSettings,
  createKernels: CreateKernels,
  initial?: Factors,
): Generator<Iteration, Factorization, Command> {
  checkSettings(settings)
  const start = initial
    ? copyFactors(initial)
    : initialFactors(spectrogram, settings.componentCount, settings.seed)
  const solver = createSolver(spectrogram, settings, createKernels, start)
  const costCurve: number[] = []
  for (let iteration = 0; ; iteration++) {
    const cost = solver.evaluate()
    costCurve.push(cost)
    const command: Command = yield { iteration, cost, factors: solver.factors }
    const stopReason = command === 'stop' ? 'stopped' : reasonToStop(costCurve, settings)
    if (stopReason) return { factors: normalised(solver.factors), cost, costCurve, stopReason }
    solver.step()
  }
}

function reasonToStop(costCurve: readonly number[], settings: FactorizeSettings): StopReason | undefined {
  const iteration = costCurve.length - 1
  const cost = costCurve[iteration]
  const before = costCurve[iteration - convergenceSpan]
  // At tolerance 0 the cost of a finished fit may still rise by its rounding; that ends nothing.
  const mayConverge = settings.tolerance > 0 && before !== undefined
  if (mayConverge && before - cost < settings.tolerance * Math.abs(cost)) return 'converged'
  return iteration >= settings.maxIterations ? 'iteration-limit' : undefined
}

function createSolver(
  spectrogram: PowerSpectrogram,
  settings: FactorizeSettings,
  createKernels: CreateKernels,
  factors: Factors,
): Solver {
  const kernels = createKernels(spectrogram, settings.componentCount)
  const { smoothness } = settings
  const multiplicative = (
    relaxation: Relaxation,
    order: 'sequential' | 'red-black',
    sweeps: number,
  ): Solver =>
    createMultiplicativeSolver(kernels, factors, {
      activations: { smoothness, relaxation, order, sweeps },
      dictionaryExponent: relaxation === 'majorise' ? 0.5 : 1,
    })

  switch (settings.algorithm) {
    case 'mm':
      return multiplicative('majorise', 'sequential', 1)
    case 'mu':
      return multiplicative('equalise', 'red-black', 1)
    case 'accelerated':
      return withMomentum(multiplicative('adaptive', 'red-black', sweepsFor(smoothness)), warmUpIterations)
    case 'em': {
      const em = createSpaceAlternatingEm(spectrogram, smoothness)
      const statistics = emptyStatistics(factors.H)
      const evaluate = (): number =>
        kernels.activationStatistics(factors, statistics) + smoothness * smoothnessPenalty(factors)
      return { factors, evaluate, step: () => em.iterate(factors) }
    }
  }
}

/** Information travels about two frames a sweep, and smoothing reaches further the larger lambda is. */
function sweepsFor(smoothness: number): number {
  if (smoothness <= 10) return 1
  return smoothness <= 300 ? 4 : 8
}

function checkSettings(settings: FactorizeSettings): void {
  const { componentCount, smoothness, maxIterations, tolerance } = settings
  requireWhole('components', componentCount, 1)
  requireWhole('iterations', maxIterations, 1)
  requireAtLeastZero('smoothness', smoothness)
  requireAtLeastZero('tolerance', tolerance)
}

function requireWhole(name: string, value: number, lowest: number): void {
  if (!Number.isInteger(value) || value < lowest) {
    throw new ShellacError('bad-argument', `${name} is ${value}; it must be a whole number from ${lowest} up`)
  }
}

function requireAtLeastZero(name: string, value: number): void {
  if (!Number.isFinite(value) || value < 0) {
    throw new ShellacError('bad-argument', `${name} is ${value}; it must be a finite number from 0 up`)
  }
}
