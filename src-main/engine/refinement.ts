/** Factors found on from where they are, with what a person painted as a price. */
import type { Samples } from '@core/audio/audioData'
import type { Charges } from '@core/nmf/charges'
import { factorize } from '@core/nmf/factorize'
import type { Factors } from '@core/nmf/factors'
import { factorFloor } from '@core/nmf/factors'
import { chargedKernels } from '@core/nmf/kernels'
import { analyse } from './analyse'
import type { DecomposeSettings, DecompositionResult, WorkTools } from './decomposition'
import { createTimeLeft } from './timeLeft'

export interface Refinement {
  readonly settings: DecomposeSettings
  /** The start. */
  readonly factors: Factors
  readonly charges: Charges
}

/** Component numbers stay. A wish to stop keeps what is there. */
export function runRefinement(
  samples: Samples,
  { settings, factors, charges }: Refinement,
  tools: WorkTools,
): DecompositionResult {
  const { kernelsFor, control } = tools
  const spectrogram = analyse(samples, settings, tools)
  const kernels = chargedKernels(charges, kernelsFor(spectrogram))
  const iterations = factorize(spectrogram, settings, kernels, positive(factors))
  const { maxIterations } = settings
  const begun = performance.now()
  const timeLeft = createTimeLeft()
  const costSeconds: number[] = []
  let step = iterations.next()
  while (!step.done) {
    const { iteration, cost } = step.value
    costSeconds.push((performance.now() - begun) / 1000)
    const done = iteration / maxIterations
    control.report({
      stage: 'factorising',
      done,
      ...timeLeft(done),
      factorising: { restart: 1, restarts: 1, iteration, maxIterations, cost },
    })
    step = iterations.next(control.wish() === 'stop' ? 'stop' : undefined)
  }
  control.report({ stage: 'factorising', done: 1 })
  const { costCurve, ...result } = step.value
  return {
    ...result,
    iterations: costCurve.length - 1,
    costCurves: [costCurve],
    costSeconds: [costSeconds],
    chosenRestart: 0,
    agreement: null,
    learned: [],
  }
}

/** In 64 bits; zeros, which only factors made elsewhere have, would stay zero for ever. */
function positive(factors: Factors): Factors {
  const above = (values: ArrayLike<number>): Float64Array =>
    Float64Array.from(values, (value) => Math.max(factorFloor, value))
  return { ...factors, W: above(factors.W), H: above(factors.H) }
}
