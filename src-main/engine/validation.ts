/** Finding a smoothness for a recording, on the calling thread. Between two iterations it heeds the wish to stop. */
import type { Samples } from '@core/audio/audioData'
import type { JobControl } from '@core/contract/job'
import { validateSmoothness, type SmoothnessScore } from '@core/nmf/smoothnessValidation'
import { analyse } from './analyse'
import type { DecomposeSettings } from './decomposition'
import { createTimeLeft } from './timeLeft'

export interface SmoothnessSearch {
  /** `smoothness`, `restarts`, `learned` and the algorithm are of no consequence. */
  readonly settings: DecomposeSettings
  readonly smoothnesses: readonly number[]
}

/** Enough to tell the candidates apart, and no more: half of an analysis has nearly all of its quality. */
const validationIterations = 60

/** How well each candidate foretells held-out bins of these samples; those that are done where it was stopped. */
export function runSmoothnessSearch(
  samples: Samples,
  { settings, smoothnesses }: SmoothnessSearch,
  control: JobControl,
): SmoothnessScore[] {
  const spectrogram = analyse(samples, settings, { control })
  const { componentCount, seed } = settings
  const iterations = validateSmoothness(spectrogram, {
    componentCount,
    seed,
    smoothnesses,
    maxIterations: validationIterations,
    tolerance: 1e-4,
  })
  const timeLeft = createTimeLeft()
  let step = iterations.next()
  while (!step.done) {
    const { candidate, iteration, cost } = step.value
    const done = (candidate + iteration / validationIterations) / smoothnesses.length
    control.report({
      stage: 'factorising',
      done,
      ...timeLeft(done),
      factorising: {
        restart: candidate + 1,
        restarts: smoothnesses.length,
        iteration,
        maxIterations: validationIterations,
        cost,
      },
    })
    step = iterations.next(control.wish() === 'stop' ? 'stop' : undefined)
  }
  control.report({ stage: 'factorising', done: 1 })
  return step.value
}
