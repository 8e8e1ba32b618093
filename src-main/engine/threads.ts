import { availableParallelism, totalmem } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Samples } from '@core/audio/audioData'
import { ShellacError } from '@core/contract/errors'
import { columnsOf, learnedGroups } from '@core/learning/learnedGroups'
import type { Algorithm } from '@core/nmf/factorize'
import { binCountOf, frameCountOf, type Framing } from '@core/spectral/framing'
import { builtFile } from './builtFile'
import type { AlgorithmComparison, SmoothnessComparison } from './comparison'
import type { Checkpoints, DecomposeSettings, DecompositionControl } from './decomposition'
import { chooseBuild, loadModule } from './kernels/kernelModule'
import { addressableBytes, bytesFor, layoutSpectrogram, pagesFor, type Size } from './kernels/memoryLayout'
import { pulseOf, type TeamSetup } from './kernels/team'
import { outcome, type Watch } from './outcome'
import type { Refinement } from './refinement'
import { sharedArray } from './sharedArray'
import type { SplitWork } from './splitting'
import type { SmoothnessSearch } from './validation'

/** What the leading thread does. */
export type LeaderWork =
  | { readonly kind: 'decompose'; readonly settings: DecomposeSettings }
  | ({ readonly kind: 'compareAlgorithms' } & AlgorithmComparison)
  | ({ readonly kind: 'compareSmoothness' } & SmoothnessComparison)
  | ({ readonly kind: 'refine' } & Refinement)
  | ({ readonly kind: 'split' } & SplitWork)
  | ({ readonly kind: 'searchSmoothness' } & SmoothnessSearch)

/** What the leading thread is given. `wish[0]` becomes 1 when the person wants to stop and keep. */
export interface LeaderTask {
  readonly samples: Samples
  readonly work: LeaderWork
  readonly wish: Int32Array
  /** Undefined where the compiled kernels cannot run. */
  readonly team: TeamSetup | undefined
  /** Undefined when no checkpoints are wanted. */
  readonly checkpoints: Pick<Checkpoints, 'resume' | 'seconds'> | undefined
}

/** What the work needs. */
export interface Demand {
  readonly settings: DecomposeSettings
  /** Those that will run. */
  readonly algorithms: readonly Algorithm[]
  /** Factorisations that are held at the same time. */
  readonly problems: number
}

/** The factorisation may take at most this share of the machine's memory. */
const memoryShare = 0.5

/**
 * Does work on a mono recording on threads of its own, so that the caller's event loop stays free: one thread leads, the others
 * work with it on the compiled kernels. Cancelling ends the threads at once; a thread that dies ends the work with an error.
 * @returns what the leading thread gives for this kind of work
 * @throws ShellacError 'bad-argument', 'not-enough-memory', 'cancelled', 'internal'
 */
export async function onThreads<Result>(
  {
    samples,
    work,
    demand,
  }: { readonly samples: Samples; readonly work: LeaderWork; readonly demand: Demand },
  control: DecompositionControl,
): Promise<Result> {
  const size = sizeOf(samples, demand.settings)
  checkMemory(size, demand)
  const team = createTeam(size, demand)
  const wish = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  const { resume, seconds } = control.checkpoints ?? {}
  const checkpoints = seconds === undefined ? undefined : { resume, seconds }
  const task: LeaderTask = { samples: sharedArray(samples), work, wish, team, checkpoints }
  const leader = new Worker(builtFile('main/decomposeWorker.js'), { workerData: task })
  const others = Array.from(
    { length: (team?.threads ?? 1) - 1 },
    (_, i) => new Worker(builtFile('main/kernelWorker.js'), { workerData: { setup: team, index: i + 1 } }),
  )
  try {
    return await outcome<Result>(leader, others, wish, {
      ...control,
      watch: watchOf(samples, team, demand.settings.framing),
    })
  } finally {
    await Promise.all([leader, ...others].map((worker) => worker.terminate()))
  }
}

/** The spectrogram of the whole is taken without a word: as many times this as it has millions of values, in seconds. */
const secondsPerMillion = 1
const shortestPatience = 60
/** Without compiled kernels nothing is heard within an iteration, and each takes so many times longer. */
const slowness = 30

function watchOf(samples: Samples, team: TeamSetup | undefined, framing: Framing): Watch {
  const millions = (binCountOf(framing) * frameCountOf(framing, samples.length)) / 1e6
  const patience = Math.max(shortestPatience, secondsPerMillion * millions) * (team ? 1 : slowness)
  return { pulse: team ? pulseOf(team) : () => '', patience }
}

/** Of the decomposition of the whole: what is learned from a part of it takes no more. */
function sizeOf(samples: Samples, { framing, componentCount, learned }: DecomposeSettings): Size {
  const frameCount = frameCountOf(framing, samples.length)
  const columns = columnsOf(learnedGroups(learned, framing, samples.length))
  return { binCount: binCountOf(framing), frameCount, componentCount: componentCount + columns }
}

function threadsFor({ settings }: Demand): number {
  return settings.threads ?? availableParallelism()
}

function runsKernels({ algorithms }: Demand): boolean {
  return algorithms.some((algorithm) => algorithm !== 'em')
}

/** Undefined where the compiled kernels are not needed or missing, or the problem is beyond what they can address. */
function createTeam(size: Size, demand: Demand): TeamSetup | undefined {
  if (!runsKernels(demand)) return undefined
  const module = loadModule(chooseBuild())
  const threads = threadsFor(demand)
  const bytes = bytesFor(size, threads, demand.problems)
  if (!module || bytes > addressableBytes) return undefined
  const memory = sharedMemory(bytes)
  return { module, memory, spectrogram: layoutSpectrogram(size, threads), threads }
}

function sharedMemory(bytes: number): WebAssembly.Memory {
  const pages = pagesFor(bytes)
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true })
  } catch (error) {
    const message = `The system does not give the ${megabytes(bytes)} MB of memory that the decomposition of this recording needs.`
    throw new ShellacError('not-enough-memory', message, { neededBytes: bytes }, { cause: error })
  }
}

function checkMemory(size: Size, demand: Demand): void {
  const spectrogramBytes = size.binCount * size.frameCount * Float32Array.BYTES_PER_ELEMENT
  // EM holds two further spectrograms, in 64 bits; the compiled kernels a copy beside the factors.
  const emBytes = demand.algorithms.includes('em') ? 4 * spectrogramBytes : 0
  const kernelBytes = runsKernels(demand) ? bytesFor(size, threadsFor(demand), demand.problems) : 0
  const bytes = spectrogramBytes + emBytes + kernelBytes
  const available = memoryShare * totalmem()
  if (bytes <= available) return
  throw new ShellacError(
    'not-enough-memory',
    `The decomposition of this recording needs ${megabytes(bytes)} MB; at most ${megabytes(available)} MB may be used.`,
    { neededBytes: bytes, availableBytes: available },
  )
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 2 ** 20)
}
