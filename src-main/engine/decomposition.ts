import type { Samples } from '@core/audio/audioData'
import type { JobControl } from '@core/contract/job'
import { permuted, type Factors } from '@core/nmf/factors'
import type { StopReason } from '@core/nmf/factorize'
import type { CreateKernels } from '@core/nmf/kernels'
import { factorizeRestarts, type RestartSettings } from '@core/nmf/restarts'
import { pitchOrder } from '@core/separation/componentFacts'
import type { Framing } from '@core/spectral/framing'
import { powerSpectrogram, type PowerSpectrogram } from '@core/spectral/powerSpectrogram'

export interface DecomposeSettings extends RestartSettings {
  readonly framing: Framing
  /** Threads to compute on, 1 or more; all cores if left out. Of no consequence for the result. */
  readonly threads?: number
}

export interface DecompositionResult {
  /** Components in the order of rising spectral centroid. */
  readonly factors: Factors
  readonly cost: number
  readonly iterations: number
  readonly stopReason: StopReason
  /** Cost of every iteration of every restart that was begun. */
  readonly costCurves: readonly (readonly number[])[]
  /** Seconds that a run itself had taken at each cost of its curve. */
  readonly costSeconds: readonly (readonly number[])[]
  readonly chosenRestart: number
}

/**
 * Decomposes a mono recording into components on the calling thread: power spectrogram, smooth IS-NMF from each start, the best
 * of them sorted by pitch. Between two iterations it heeds the wish to stop; a wish to cancel is for the owner of the thread.
 */
export function runDecomposition(
  samples: Samples,
  settings: DecomposeSettings,
  kernelsFor: (spectrogram: PowerSpectrogram) => CreateKernels,
  control: JobControl,
): DecompositionResult {
  const { restarts, maxIterations } = settings
  control.report({ stage: 'analysing', done: 0 })
  const spectrogram = powerSpectrogram(samples, settings.framing)
  control.report({ stage: 'analysing', done: 1 })

  const iterations = factorizeRestarts(spectrogram, settings, {
    createKernels: kernelsFor(spectrogram),
    clock: () => performance.now() / 1000,
  })
  const started = performance.now()
  let step = iterations.next()
  while (!step.done) {
    const { restart, iteration, cost, done } = step.value
    const elapsed = (performance.now() - started) / 1000
    control.report({
      stage: 'factorising',
      done,
      ...(done > 0 ? { secondsLeft: (elapsed * (1 - done)) / done } : {}),
      factorising: { restart: restart + 1, restarts, iteration, maxIterations, cost },
    })
    step = iterations.next(control.wish() === 'stop' ? 'stop' : undefined)
  }
  control.report({ stage: 'factorising', done: 1 })
  const { factors, ...best } = step.value
  return {
    ...best,
    factors: permuted(factors, pitchOrder(factors)),
    iterations: best.costCurves[best.chosenRestart].length - 1,
  }
}
