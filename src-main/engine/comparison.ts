/** Comparisons of ways to decompose, on the calling thread. Between two iterations they heed the wish to stop. */
import type { Samples } from '@core/audio/audioData'
import type { AlgorithmCurve } from '@core/contract/pictures'
import {
  factorize,
  type Algorithm,
  type Command,
  type Factorization,
  type FactorizeSettings,
  type Iteration,
} from '@core/nmf/factorize'
import { factorFloor, type Factors } from '@core/nmf/factors'
import { initialFactors } from '@core/nmf/initialise'
import type { PowerSpectrogram } from '@core/spectral/powerSpectrogram'
import { analyse } from './analyse'
import type { DecomposeSettings, DecompositionResult, WorkTools } from './decomposition'

export interface AlgorithmComparison {
  /** For all of them, but for the algorithm; `restarts` is of no consequence. */
  readonly settings: DecomposeSettings
  readonly algorithms: readonly Algorithm[]
}

export interface SmoothnessComparison {
  /** For all of them, but for the smoothness; `restarts` is of no consequence. */
  readonly settings: DecomposeSettings
  /** Spectra that stay, as in Factors. */
  readonly W: Float32Array
  readonly smoothnesses: readonly number[]
}

/** Time that an iteration takes, about, next to one of 'mm' on compiled kernels. */
const iterationWeights: Readonly<Record<Algorithm, number>> = { mm: 1, mu: 1, accelerated: 1, em: 30 }

/**
 * The cost of each algorithm from the same start. A wish to stop ends the present one and leaves out those to come.
 */
export function runAlgorithmComparison(
  samples: Samples,
  { settings, algorithms }: AlgorithmComparison,
  tools: WorkTools,
): AlgorithmCurve[] {
  const spectrogram = analyse(samples, settings, tools)
  const start = initialFactors(spectrogram, settings.componentCount, settings.seed)
  const runs = algorithms.map((algorithm) => ({
    settings: { ...settings, algorithm },
    weight: iterationWeights[algorithm],
  }))
  return runInTurn(runs, { spectrogram, start }, tools).map((run, i) => ({
    algorithm: algorithms[i],
    costs: run.costCurve,
    seconds: run.costSeconds,
  }))
}

/**
 * The activations of the given spectra for each smoothness, from the same seeded activations. Spectra and their order stay; only
 * zeros, which no spectrum of this program has, are replaced by the smallest factor. A wish to stop gives those that are done.
 */
export function runSmoothnessComparison(
  samples: Samples,
  { settings, W, smoothnesses }: SmoothnessComparison,
  tools: WorkTools,
): DecompositionResult[] {
  const spectrogram = analyse(samples, settings, tools)
  const seeded = initialFactors(spectrogram, settings.componentCount, settings.seed)
  const start: Factors = { ...seeded, W: W.map((value) => value || factorFloor) }
  const spectra = Array.from({ length: settings.componentCount }, (_, k) => k)
  const runs = smoothnesses.map((smoothness) => ({
    settings: { ...variantSettings(settings, smoothness), fixed: { spectra } },
    weight: 1,
  }))
  return runInTurn(runs, { spectrogram, start }, tools)
    .filter(({ stopReason }) => stopReason !== 'stopped')
    .map(resultOf)
}

/** The settings of a variant: 'em' cannot keep spectra, so 'mm' is taken for it. */
export function variantSettings(settings: DecomposeSettings, smoothness: number): DecomposeSettings {
  return { ...settings, smoothness, algorithm: settings.algorithm === 'em' ? 'mm' : settings.algorithm }
}

export interface TimedFactorization extends Factorization {
  /** Seconds that the run had taken at each cost of its curve. */
  readonly costSeconds: readonly number[]
}

interface WeightedRun {
  readonly settings: FactorizeSettings
  /** Share of the work that one of its iterations is, next to the other runs. */
  readonly weight: number
}

interface Problem {
  readonly spectrogram: PowerSpectrogram
  readonly start: Factors
}

/** Runs one after the other; the last one is 'stopped' where that was wished. */
export function runInTurn(
  runs: readonly WeightedRun[],
  { spectrogram, start }: Problem,
  { kernelsFor, control }: WorkTools,
): TimedFactorization[] {
  const total = runs.reduce((sum, { weight }) => sum + weight, 0)
  const results: TimedFactorization[] = []
  let before = 0
  for (const { settings, weight } of runs) {
    const { maxIterations } = settings
    const place = { restart: results.length + 1, restarts: runs.length, maxIterations }
    const iterations = factorize(spectrogram, settings, kernelsFor(spectrogram), start)
    const result = runTimed(iterations, ({ iteration, cost }) => {
      const done = (before + (weight * iteration) / maxIterations) / total
      control.report({ stage: 'factorising', done, factorising: { ...place, iteration, cost } })
      return control.wish() === 'stop' ? 'stop' : undefined
    })
    results.push(result)
    before += weight
    if (result.stopReason === 'stopped') break
  }
  control.report({ stage: 'factorising', done: 1 })
  return results
}

/** Runs to the end and measures the time of the run itself, without that of `watch`, which is told of every iteration. */
function runTimed(
  run: Generator<Iteration, Factorization, Command>,
  watch: (iteration: Iteration) => Command,
): TimedFactorization {
  const costSeconds: number[] = []
  let taken = 0
  let command: Command
  for (;;) {
    const begun = performance.now()
    const step = run.next(command)
    taken += (performance.now() - begun) / 1000
    if (step.done) return { ...step.value, costSeconds }
    costSeconds.push(taken)
    command = watch(step.value)
  }
}

export function resultOf({
  factors,
  cost,
  stopReason,
  costCurve,
  costSeconds,
}: TimedFactorization): DecompositionResult {
  return {
    factors,
    learned: [],
    cost,
    iterations: costCurve.length - 1,
    stopReason,
    costCurves: [costCurve],
    costSeconds: [costSeconds],
    chosenRestart: 0,
    agreement: null,
  }
}
