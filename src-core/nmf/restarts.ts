import { ShellacError } from '../contract/errors'
import type { PowerSpectrogram } from '../spectral/powerSpectrogram'
import type { Factors } from './factors'
import {
  factorize,
  type Command,
  type Factorization,
  type FactorizeSettings,
  type Iteration,
  type StopReason,
} from './factorize'
import type { CreateKernels } from './kernels'
import type { SolverState } from './solver'

export interface RestartSettings extends FactorizeSettings {
  /** Runs from different starts, seeds seed, seed + 1 ..., 1 or more. */
  readonly restarts: number
}

export interface RestartTools {
  readonly createKernels: CreateKernels
  readonly clock: () => number
  readonly startFrom?: (seed: number) => Factors
  /** Where another run with the same settings was, one a restart. */
  readonly resume?: readonly RunState[] | undefined
}

/** Where one of the runs is. */
export interface RunState {
  readonly costs: readonly number[]
  readonly seconds: readonly number[]
  /** Undefined for a run that was given up or not begun. */
  readonly state: SolverState | undefined
}

/** One iteration of one of the runs. */
export interface RestartIteration {
  /** From 0. */
  readonly restart: number
  readonly iteration: number
  readonly cost: number
  /** Work done so far of all that may come, 0 .. 1. */
  readonly done: number
  /** It was computed before, in the run that this one goes on with. */
  readonly isKnown: boolean
  /** All that is needed to go on from here; undefined where that is not possible. Valid until the generator is pulled again. */
  readonly runs: () => readonly RunState[] | undefined
}

export interface BestFactorization {
  readonly factors: Factors
  readonly cost: number
  readonly stopReason: StopReason
  /** Cost of each iteration of every run, of those given up early too. */
  readonly costCurves: readonly (readonly number[])[]
  /** Seconds that each run itself had taken at each of these costs. */
  readonly costSeconds: readonly (readonly number[])[]
  readonly chosenRestart: number
  /** The second best run as far as it came; null where only one was begun. */
  readonly runnerUp: { readonly restart: number; readonly factors: Factors } | null
}

/** Iterations after which the worse half of the runs is given up for the first time ... */
const firstSelection = 20
/** ... and the factor to the next time. */
const selectionGrowth = 4

/**
 * The best of several runs by successive halving: all to 20 iterations, the better half to 80, and so on; the last one to its
 * end. Costs at 20 iterations foretell the final ones well enough that this gets most of what running all of them to the end
 * would: 4 runs cost about 1.4 times the work of one of 300 iterations, 2.2 times that of one of 100. 'stop' keeps the best of
 * what is there.
 * @param clock seconds from any moment on, which never go back
 * @param startFrom the start of a seed, where it is not that of initialFactors
 */
export function* factorizeRestarts(
  spectrogram: PowerSpectrogram,
  settings: RestartSettings,
  { createKernels, clock, startFrom, resume }: RestartTools,
): Generator<RestartIteration, BestFactorization, Command> {
  checkRestarts(settings.restarts)
  const stages = selectionStages(settings.restarts, settings.maxIterations)
  const runs = Array.from({ length: settings.restarts }, (_, restart) => {
    const own = { ...settings, seed: settings.seed + restart }
    const before = resume?.[restart]
    const known = before && { costCurve: before.costs, state: before.state }
    const start = startFrom?.(settings.seed + restart)
    return createRun(factorize(spectrogram, own, createKernels, start, known), clock, before?.seconds ?? [])
  })
  const total = iterationsAtMost(settings)
  let spent = 0
  let alive = runs
  for (const stage of stages) {
    alive = [...alive].sort((a, b) => a.cost - b.cost).slice(0, stage.runs)
    for (const run of alive) {
      while (!run.result && (run.iteration < stage.to || stage.isLast)) {
        const { iteration, cost } = run
        const done = (spent + Math.max(0, iteration - stage.from)) / total
        const command: Command =
          iteration < 0
            ? undefined
            : yield {
                restart: runs.indexOf(run),
                iteration,
                cost,
                done,
                isKnown: run.isKnown,
                runs: () => statesOf(runs, alive),
              }
        if (command === 'stop') return { ...finish(runs, cheapest(runs)), stopReason: 'stopped' }
        run.advance()
      }
      spent += stage.to - stage.from
    }
  }
  return finish(runs, cheapest(alive))
}

/** A run that has come to its end among others that go on is told by no state: it is waited for. */
function statesOf(runs: readonly Run[], alive: readonly Run[]): RunState[] | undefined {
  const states: RunState[] = []
  for (const run of runs) {
    if (run.result) return undefined
    const state = alive.includes(run) && run.iteration >= 0 ? run.state() : undefined
    if (alive.includes(run) && run.iteration >= 0 && !state) return undefined
    states.push({ costs: [...run.costs], seconds: [...run.seconds], state })
  }
  return states
}

interface Run {
  readonly costs: number[]
  /** Seconds that the run had taken at each cost. */
  readonly seconds: number[]
  /** Infinity before the first pull. */
  cost: number
  /** -1 before the first pull. */
  iteration: number
  result: Factorization | undefined
  /** The last iteration was told, not computed. */
  isKnown: boolean
  state: () => SolverState | undefined
  /** As they are now; undefined before the first pull. */
  factors: (() => Factors) | undefined
  advance(command?: Command): void
}

/** @param known seconds that the run it goes on with had taken at each of its costs */
function createRun(
  generator: Generator<Iteration, Factorization, Command>,
  clock: () => number,
  known: readonly number[],
): Run {
  let taken = 0
  const run: Run = {
    costs: [],
    seconds: [],
    cost: Infinity,
    iteration: -1,
    result: undefined,
    isKnown: false,
    state: () => undefined,
    factors: undefined,
    advance(command) {
      const begun = clock()
      const step = generator.next(command)
      taken += clock() - begun
      if (step.done) {
        run.result = step.value
        run.factors = () => step.value.factors
      } else {
        run.factors = step.value.factors
        run.iteration = step.value.iteration
        run.cost = step.value.cost
        run.state = step.value.state
        run.isKnown = run.iteration < known.length
        if (run.isKnown) taken = known[run.iteration]
        run.costs.push(run.cost)
        run.seconds.push(taken)
      }
    },
  }
  return run
}

function cheapest(runs: readonly Run[]): Run {
  return runs.reduce((best, run) => (run.cost < best.cost ? run : best))
}

function finish(runs: readonly Run[], best: Run): BestFactorization {
  if (!best.result) best.advance('stop')
  if (!best.result) throw new Error('A stopped factorisation gave no result.')
  const { factors, cost, stopReason } = best.result
  const begun = runs.filter((run) => run.iteration >= 0)
  return {
    factors,
    cost,
    stopReason,
    costCurves: begun.map(({ costs }) => costs),
    costSeconds: begun.map(({ seconds }) => seconds),
    chosenRestart: runs.indexOf(best),
    runnerUp: runnerUpOf(runs, best),
  }
}

/** Of the runs that came furthest the one with the lowest cost; one that was only told of has no factors here. */
function runnerUpOf(runs: readonly Run[], best: Run): BestFactorization['runnerUp'] {
  const [second] = runs
    .filter((run) => run !== best && run.factors !== undefined && !run.isKnown)
    .sort((a, b) => b.iteration - a.iteration || a.cost - b.cost)
  return second?.factors ? { restart: runs.indexOf(second), factors: second.factors() } : null
}

/** Iterations of all runs together, when none converges. */
export function iterationsAtMost(settings: Pick<RestartSettings, 'restarts' | 'maxIterations'>): number {
  const stages = selectionStages(settings.restarts, settings.maxIterations)
  return stages.reduce((sum, { runs, from, to }) => sum + runs * (to - from), 0)
}

interface SelectionStage {
  /** Runs that go on in this stage. */
  readonly runs: number
  /** Iterations from .. to. */
  readonly from: number
  readonly to: number
  readonly isLast: boolean
}

/** 4 runs and 100 iterations: 4 to 20, 2 to 80, 1 to 100. */
function selectionStages(restarts: number, maxIterations: number): SelectionStage[] {
  const stages: SelectionStage[] = []
  let from = 0
  let to = firstSelection
  for (let runs = restarts; runs > 1 && to < maxIterations; runs = Math.ceil(runs / 2)) {
    stages.push({ runs, from, to, isLast: false })
    from = to
    to *= selectionGrowth
  }
  const left = stages.length === 0 ? restarts : Math.ceil(stages[stages.length - 1].runs / 2)
  stages.push({ runs: left, from, to: maxIterations, isLast: true })
  return stages
}

function checkRestarts(restarts: number): void {
  if (!Number.isInteger(restarts) || restarts < 1) {
    throw new ShellacError('bad-argument', `restarts is ${restarts}; it must be a whole number from 1 up`)
  }
}
