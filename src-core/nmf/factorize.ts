import { ShellacError } from '../contract/errors'
import type { PowerSpectrogram } from '../spectral/powerSpectrogram'
import { copyFactors, normalised, type Factors } from './factors'
import { initialFactors } from './initialise'
import type { CreateKernels, NmfKernels } from './kernels'
import { withMomentum } from './momentum'
import type { Solver, SolverState } from './solver'
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
  /** What stays as the start has it; not with 'em'. */
  readonly fixed?: {
    /** Numbers from 0 of components whose spectra stay. */
    readonly spectra?: readonly number[]
    /** Numbers from 0 of components whose activations stay. */
    readonly activations?: readonly number[]
  }
}

export type StopReason = 'converged' | 'iteration-limit' | 'stopped'

/** One step of the generator. */
export interface Iteration {
  /** 0 is the start. */
  readonly iteration: number
  /** Never above the one before; `factors` have this cost or a lower one. */
  readonly cost: number
  /** Valid until the generator is pulled again. */
  readonly factors: () => Factors
  /** To go on from here in another run; undefined where that is not possible. Valid until the generator is pulled again. */
  readonly state: () => SolverState | undefined
}

/** Where another run of the same problem with the same settings was. */
export interface FactorizeResume {
  readonly costCurve: readonly number[]
  /** Undefined for a run that is not gone on with: it only tells its costs once more. */
  readonly state: SolverState | undefined
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
 * @param resume tells the costs so far without computing them again, and goes on with the same bits
 * @throws ShellacError bad-argument for settings out of range
 */
export function* factorize(
  spectrogram: PowerSpectrogram,
  settings: FactorizeSettings,
  createKernels: CreateKernels,
  initial?: Factors,
  resume?: FactorizeResume,
): Generator<Iteration, Factorization, Command> {
  checkSettings(settings)
  const start = initial ?? initialFactors(spectrogram, settings.componentCount, settings.seed)
  const solver = createSolver(spectrogram, settings, createKernels, start)
  const costCurve: number[] = []
  const known = resume?.costCurve ?? []
  if (resume?.state) solver.restore?.(resume.state)
  for (let iteration = 0; ; iteration++) {
    const isKnown = iteration < known.length
    const cost = isKnown ? known[iteration] : solver.evaluate()
    costCurve.push(cost)
    const factors = (): Factors => solver.factors()
    const command: Command = yield { iteration, cost, factors, state: () => solver.state?.() }
    if (iteration < known.length - 1 && command !== 'stop') continue
    const stopReason = command === 'stop' ? 'stopped' : reasonToStop(costCurve, settings)
    if (stopReason) return { ...finish(solver, settings, costCurve), stopReason }
    solver.step()
  }
}

/** The present factors with their exact cost: kernels may have moved on since they told the last one. */
function finish(
  solver: Solver,
  settings: FactorizeSettings,
  costCurve: readonly number[],
): Omit<Factorization, 'stopReason'> {
  const factors = normalised(solver.factors(), settings.fixed?.spectra)
  const cost = solver.evaluate()
  return { factors, cost, costCurve: costCurve.with(-1, cost) }
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
  start: Factors,
): Solver {
  const flags = (components: readonly number[] = []): boolean[] =>
    Array.from({ length: start.componentCount }, (_, k) => components.includes(k))
  const kernels = (relaxation: Relaxation, order: 'sequential' | 'red-black', sweeps: number): NmfKernels =>
    createKernels(spectrogram, start, {
      activations: { smoothness: settings.smoothness, relaxation, order, sweeps },
      dictionaryExponent: relaxation === 'majorise' ? 0.5 : 1,
      fixedSpectra: flags(settings.fixed?.spectra),
      fixedActivations: flags(settings.fixed?.activations),
    })
  switch (settings.algorithm) {
    case 'mm':
      return kernels('majorise', 'sequential', 1)
    case 'mu':
      return kernels('equalise', 'red-black', 1)
    case 'accelerated':
      return withMomentum(kernels('adaptive', 'red-black', sweepsFor(settings.smoothness)), warmUpIterations)
    case 'em':
      return createSpaceAlternatingEm(spectrogram, copyFactors(start), settings.smoothness)
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
  if (settings.fixed && settings.algorithm === 'em') {
    throw new ShellacError('bad-argument', 'The algorithm em cannot keep parts of the factors fixed.')
  }
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
