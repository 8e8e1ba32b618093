import { totalmem } from 'node:os'
import type { Samples } from '@core/audio/audioData'
import { ShellacError } from '@core/contract/errors'
import type { JobControl } from '@core/contract/job'
import { permuted, type Factors } from '@core/nmf/factors'
import { factorize, type Factorization, type FactorizeSettings, type StopReason } from '@core/nmf/factorize'
import { createReferenceKernels } from '@core/nmf/referenceKernels'
import { pitchOrder } from '@core/separation/componentFacts'
import { binCountOf, frameCountOf, type Framing } from '@core/spectral/framing'
import { powerSpectrogram, type PowerSpectrogram } from '@core/spectral/powerSpectrogram'
import { pause } from './pause'

export interface DecomposeSettings extends FactorizeSettings {
  readonly framing: Framing
  /** Runs from different starts, seeds seed, seed + 1 ...; the one of lowest cost is kept. */
  readonly restarts: number
}

export interface DecompositionResult {
  /** Components in the order of rising spectral centroid. */
  readonly factors: Factors
  readonly cost: number
  readonly iterations: number
  readonly stopReason: StopReason
  /** Cost of every iteration of every restart that was begun. */
  readonly costCurves: readonly (readonly number[])[]
  readonly chosenRestart: number
}

/** V may take at most this share of the machine's memory. */
const memoryShare = 0.5

/**
 * Decomposes a mono recording into components: power spectrogram, smooth IS-NMF from each start, the best of them sorted by
 * pitch. Stops and keeps, or cancels (ShellacError 'cancelled'), between two iterations.
 */
export async function decompose(
  samples: Samples,
  settings: DecomposeSettings,
  control: JobControl,
): Promise<DecompositionResult> {
  checkRestarts(settings.restarts)
  checkMemory(samples, settings.framing)
  control.report({ stage: 'analysing', done: 0 })
  await pause(control)
  const spectrogram = powerSpectrogram(samples, settings.framing)
  control.report({ stage: 'analysing', done: 1 })

  const runs: Factorization[] = []
  let chosen = 0
  // A stop during the analysis still has to keep something: the start of the first run.
  for (let restart = 0; restart < settings.restarts; restart++) {
    if (restart > 0 && control.wish() === 'stop') break
    const run = await driveRun(spectrogram, settings, restart, control)
    runs.push(run)
    if (run.cost < runs[chosen].cost) chosen = restart
  }
  const best = runs[chosen]
  return {
    factors: permuted(best.factors, pitchOrder(best.factors)),
    cost: best.cost,
    iterations: best.costCurve.length - 1,
    stopReason: control.wish() === 'stop' ? 'stopped' : best.stopReason,
    costCurves: runs.map((run) => run.costCurve),
    chosenRestart: chosen,
  }
}

/** Pulls one run of the generator, reporting and letting the event loop turn between iterations. */
async function driveRun(
  spectrogram: PowerSpectrogram,
  settings: DecomposeSettings,
  restart: number,
  control: JobControl,
): Promise<Factorization> {
  const { maxIterations, restarts } = settings
  const run = factorize(spectrogram, { ...settings, seed: settings.seed + restart }, createReferenceKernels)
  const started = performance.now()
  let step = run.next()
  while (!step.done) {
    const { iteration, cost } = step.value
    const iterationsLeft = maxIterations - iteration + (restarts - 1 - restart) * maxIterations
    const perIteration = iteration > 0 ? (performance.now() - started) / 1000 / iteration : undefined
    control.report({
      stage: 'factorising',
      done: (restart + iteration / maxIterations) / restarts,
      ...(perIteration === undefined ? {} : { secondsLeft: perIteration * iterationsLeft }),
      factorising: { restart: restart + 1, restarts, iteration, maxIterations, cost },
    })
    await pause(control)
    step = run.next(control.wish() === 'stop' ? 'stop' : undefined)
  }
  return step.value
}

function checkRestarts(restarts: number): void {
  if (!Number.isInteger(restarts) || restarts < 1) {
    throw new ShellacError('bad-argument', `restarts is ${restarts}; it must be a whole number from 1 up`)
  }
}

function checkMemory(samples: Samples, framing: Framing): void {
  const bytes = frameCountOf(framing, samples.length) * binCountOf(framing) * Float32Array.BYTES_PER_ELEMENT
  const available = memoryShare * totalmem()
  if (bytes <= available) return
  const megabytes = (value: number): number => Math.round(value / 2 ** 20)
  throw new ShellacError(
    'not-enough-memory',
    `The spectrogram of this recording needs ${megabytes(bytes)} MB; at most ${megabytes(available)} MB may be used.`,
    { neededBytes: bytes, availableBytes: available },
  )
}
