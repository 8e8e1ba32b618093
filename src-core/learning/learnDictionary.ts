/** Spectra learned from stretches of a recording in which only one thing sounds. */
import { factorize, type Command, type FactorizeSettings } from '../nmf/factorize'
import { factorFloor, type Factors } from '../nmf/factors'
import { initialFactors } from '../nmf/initialise'
import type { CreateKernels } from '../nmf/kernels'
import type { PowerSpectrogram } from '../spectral/powerSpectrogram'
import { columnsOf, type LearnedGroup } from './learnedGroups'

export interface LearningSettings {
  readonly smoothness: number
  /** Seed of the starts. */
  readonly seed: number
}

/** Iterations at most for each group, and the progress at which they end: see FactorizeSettings. */
const learning = { algorithm: 'accelerated', maxIterations: 100, tolerance: 1e-4 } as const

/**
 * Smooth IS-NMF of the frames of each group by itself: a dictionary of its own. Noise comes first; where it is known, its spectra are
 * kept beside those of a source while these are learned, so that they do not take up the noise under the music. A generator like
 * factorize: each pull is an iteration; 'stop' keeps what the spectra have become so far.
 * @param kernelsFor kernels for the spectrogram of a group's frames
 * @yields work done of all that may come, 0 .. 1
 * @returns spectra group after group, each as in Factors.W: sum 1, every entry factorFloor or more
 */
export function* learnDictionary(
  spectrogram: PowerSpectrogram,
  groups: readonly LearnedGroup[],
  { smoothness, seed }: LearningSettings,
  kernelsFor: (spectrogram: PowerSpectrogram) => CreateKernels,
): Generator<number, Float32Array, Command> {
  const { binCount } = spectrogram
  const spectra = new Map<LearnedGroup, Float32Array>()
  let noise: Float32Array = new Float32Array(0)
  let stopped = false
  for (const group of groups.toSorted((a, b) => Number(b.kind === 'noise') - Number(a.kind === 'noise'))) {
    const excerpt = excerptOf(spectrogram, group)
    const start = startBeside(excerpt, group.columns, seed, noise)
    const fixed = numbersOf(group.columns, start.componentCount)
    const iterations = factorize(
      excerpt,
      { ...learning, smoothness, seed, componentCount: start.componentCount, fixed: { spectra: fixed } },
      kernelsFor(excerpt),
      start,
    )
    let step = iterations.next(undefined)
    while (!step.done) {
      const share = step.value.iteration / learning.maxIterations
      const command: Command = stopped ? 'stop' : yield (spectra.size + share) / groups.length
      stopped ||= command === 'stop'
      step = iterations.next(stopped ? 'stop' : undefined)
    }
    const own = raised(step.value.factors.W.slice(0, group.columns * binCount))
    spectra.set(group, own)
    if (group.kind === 'noise') noise = own
  }
  const dictionary = new Float32Array(columnsOf(groups) * binCount)
  let place = 0
  for (const group of groups) {
    const own = spectra.get(group) ?? noise
    dictionary.set(own, place)
    place += own.length
  }
  return dictionary
}

/** Units of work as threads.ts counts them, all iterations made: bins apart, frames times components times iterations. */
export function learningWork(groups: readonly LearnedGroup[]): number {
  const noise = groups.find(({ kind }) => kind === 'noise')?.columns ?? 0
  return groups.reduce((sum, { kind, frameCount, columns }) => {
    const components = kind === 'noise' ? columns : columns + noise
    return sum + frameCount * components * learning.maxIterations
  }, 0)
}

/**
 * Seeded start of a factorisation with spectra that are known: `free` components as in initialFactors, then the known ones with seeded
 * gains. Without known spectra it is that of initialFactors.
 * @param known spectra as in Factors.W
 */
export function startBeside(
  spectrogram: PowerSpectrogram,
  free: number,
  seed: number,
  known: Float32Array,
): Factors {
  const start = initialFactors(spectrogram, free + known.length / spectrogram.binCount, seed)
  start.W.set(known, free * spectrogram.binCount)
  return start
}

/** What keeps the known spectra of such a start; undefined where there are none, because 'em' cannot keep any. */
export function keepingKnown(free: number, total: number): FactorizeSettings['fixed'] {
  return free < total ? { spectra: numbersOf(free, total) } : undefined
}

function numbersOf(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i)
}

/** The frames of a group, one after the other; all of them are the spectrogram itself. */
function excerptOf(spectrogram: PowerSpectrogram, { frames, frameCount }: LearnedGroup): PowerSpectrogram {
  if (frameCount === spectrogram.frameCount) return spectrogram
  const { V, binCount, stride } = spectrogram
  const excerpt = new Float32Array(frameCount * binCount)
  let place = 0
  for (const { from, to } of frames) {
    for (let n = from; n < to; n++, place += binCount) {
      excerpt.set(V.subarray(n * stride, n * stride + binCount), place)
    }
  }
  return { V: excerpt, binCount, frameCount, stride: binCount }
}

/** As 32-bit floats, entries below the floor raised to it: a factorisation must find nothing to change in them. */
function raised(W: Factors['W']): Float32Array {
  return Float32Array.from(W, (value) => Math.max(factorFloor, value))
}
