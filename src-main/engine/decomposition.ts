import type { Samples } from '@core/audio/audioData'
import { ShellacError } from '@core/contract/errors'
import type { JobControl } from '@core/contract/job'
import { keepingKnown, learnDictionary, startBeside } from '@core/learning/learnDictionary'
import { columnsOf, learnedGroups, type LearnedGroup } from '@core/learning/learnedGroups'
import { permuted, type Factors } from '@core/nmf/factors'
import type { StopReason } from '@core/nmf/factorize'
import type { CreateKernels } from '@core/nmf/kernels'
import {
  factorizeRestarts,
  type RestartIteration,
  type RestartSettings,
  type RunState,
} from '@core/nmf/restarts'
import type { Agreement, LearnedComponents, LearnedStretch } from '@core/project/project'
import { pitchOrder } from '@core/separation/componentFacts'
import { agreementOf } from '@core/separation/matchComponents'
import type { Framing } from '@core/spectral/framing'
import type { PowerSpectrogram } from '@core/spectral/powerSpectrogram'
import { analyse } from './analyse'
import { createTimeLeft } from './timeLeft'

export interface DecomposeSettings extends RestartSettings {
  /** K: components that are found freely. */
  readonly componentCount: number
  /** Stretches to learn from; the components of what is learned come beside the free ones. Not with 'em'. */
  readonly learned: readonly LearnedStretch[]
  readonly framing: Framing
  /** Threads to compute on, 1 or more; all cores if left out. Of no consequence for the result. */
  readonly threads?: number
}

/** How a decomposition can be gone on with after the process that computes it has ended. */
export interface Checkpoints {
  /** Where another decomposition of the same samples with the same settings was. */
  readonly resume: readonly RunState[] | undefined
  /** Seconds between two of them at least; a few more pass where one is large. */
  readonly seconds: number
  readonly keep: (runs: readonly RunState[]) => void
}

/** A control that may also keep checkpoints. */
export interface DecompositionControl extends JobControl {
  readonly checkpoints?: Checkpoints | undefined
}

/** What work on a recording is done with. */
export interface WorkTools {
  /** Fresh kernels, asked for each run when those before are done with. */
  readonly kernelsFor: (spectrogram: PowerSpectrogram) => CreateKernels
  readonly control: DecompositionControl
  /** Where V of the whole recording is written; memory of its own if left out. */
  readonly room?: PowerSpectrogram | undefined
}

export interface DecompositionResult {
  /** Free components in the order of rising spectral centroid, then those of each learned source, then those of noise, each in that order. */
  readonly factors: Factors
  readonly learned: readonly LearnedComponents[]
  readonly cost: number
  readonly iterations: number
  readonly stopReason: StopReason
  /** Cost of every iteration of every restart that was begun. */
  readonly costCurves: readonly (readonly number[])[]
  /** Seconds that a run itself had taken at each cost of its curve. */
  readonly costSeconds: readonly (readonly number[])[]
  readonly chosenRestart: number
  /** How far the two best starts agree; null where there was one. */
  readonly agreement: Agreement | null
}

/**
 * Decomposes a mono recording into components on the calling thread: power spectrogram, smooth IS-NMF from each start, the best
 * of them sorted by pitch. Between two iterations it heeds the wish to stop; a wish to cancel is for the owner of the thread.
 */
export function runDecomposition(
  samples: Samples,
  settings: DecomposeSettings,
  tools: WorkTools,
): DecompositionResult {
  const { kernelsFor, control } = tools
  const { restarts, maxIterations, algorithm } = settings
  if (settings.learned.length > 0 && algorithm === 'em') {
    throw new ShellacError(
      'bad-argument',
      'The algorithm em cannot keep what was learned; choose another one.',
    )
  }
  const spectrogram = analyse(samples, settings, tools)

  const groups = learnedGroups(settings.learned, settings.framing, samples.length)
  const dictionary = learn(spectrogram, groups, settings, tools)
  const free = settings.componentCount
  const total = free + columnsOf(groups)
  const fixed = keepingKnown(free, total)
  const iterations = factorizeRestarts(
    spectrogram,
    { ...settings, componentCount: total, ...(fixed ? { fixed } : {}) },
    {
      createKernels: kernelsFor(spectrogram),
      clock: () => performance.now() / 1000,
      startFrom: (seed) => startBeside(spectrogram, free, seed, dictionary),
      resume: control.checkpoints?.resume,
    },
  )
  let timeLeft = createTimeLeft()
  const keepIfDue = checkpointKeeper(control.checkpoints)
  let step = iterations.next()
  while (!step.done) {
    const { restart, iteration, cost, done, isKnown } = step.value
    // What another process did is no measure of the pace of this one.
    if (isKnown) timeLeft = createTimeLeft()
    else keepIfDue(step.value)
    control.report({
      stage: 'factorising',
      done,
      ...timeLeft(done),
      factorising: { restart: restart + 1, restarts, iteration, maxIterations, cost },
    })
    step = iterations.next(control.wish() === 'stop' ? 'stop' : undefined)
  }
  control.report({ stage: 'factorising', done: 1 })
  const { factors, runnerUp, ...best } = step.value
  return {
    ...best,
    agreement: runnerUp && { restart: runnerUp.restart, ...agreementOf(factors, runnerUp.factors) },
    factors: permuted(factors, orderInGroups(factors, groups)),
    learned: settings.learned.map((stretch, i) => ({
      ...stretch,
      components: componentsOf(i, free, groups),
    })),
    iterations: best.costCurves[best.chosenRestart].length - 1,
  }
}

/** The spectra of all groups, found while the progress of stage 'learning' is told; without groups nothing is told. */
function learn(
  spectrogram: PowerSpectrogram,
  groups: readonly LearnedGroup[],
  settings: DecomposeSettings,
  { kernelsFor, control }: WorkTools,
): Float32Array {
  const { smoothness, seed } = settings
  const iterations = learnDictionary(spectrogram, groups, { smoothness, seed }, kernelsFor)
  let step = iterations.next()
  while (!step.done) {
    control.report({ stage: 'learning', done: step.value })
    step = iterations.next(control.wish() === 'stop' ? 'stop' : undefined)
  }
  if (groups.length > 0) control.report({ stage: 'learning', done: 1 })
  return step.value
}

/** By rising centroid within the free components and within each group. */
function orderInGroups(factors: Factors, groups: readonly LearnedGroup[]): number[] {
  const byPitch = pitchOrder(factors)
  const ends = [factors.componentCount - columnsOf(groups)]
  for (const { columns } of groups) ends.push(ends[ends.length - 1] + columns)
  return ends.flatMap((end, i) => byPitch.filter((k) => k < end && k >= (ends[i - 1] ?? 0)))
}

/** Numbers of the components that were learned from a stretch. */
function componentsOf(stretch: number, free: number, groups: readonly LearnedGroup[]): number[] {
  const group = groups.findIndex(({ stretches }) => stretches.includes(stretch))
  const from = free + columnsOf(groups.slice(0, group))
  return Array.from({ length: groups[group].columns }, (_, i) => from + i)
}

function checkpointKeeper(checkpoints: Checkpoints | undefined): (iteration: RestartIteration) => void {
  let last = performance.now()
  return ({ runs }) => {
    if (!checkpoints || performance.now() - last < checkpoints.seconds * 1000) return
    const states = runs()
    if (states) checkpoints.keep(states)
    last = performance.now()
  }
}
