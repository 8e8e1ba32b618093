import { Worker } from 'node:worker_threads'
import type { Samples } from '@core/audio/audioData'
import { ShellacError } from '@core/contract/errors'
import { binCountOf, frameCountOf, type Framing } from '@core/spectral/framing'
import { availableMemory } from './availableMemory'
import { builtFile } from './builtFile'
import type { AlgorithmComparison, SmoothnessComparison } from './comparison'
import type { Checkpoints, DecomposeSettings, DecompositionControl } from './decomposition'
import { chooseBuild, loadModule } from './kernels/kernelModule'
import { layoutSpectrogram, pagesFor, type Size } from './kernels/memoryLayout'
import { pulseOf, type TeamSetup } from './kernels/team'
import { compiledBytes, sizeOf, threadsFor, workBytes, type Demand } from './needs'
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
  requireMemory(samples, demand)
  const team = createTeam(sizeOf(samples.length, demand.settings), demand)
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

/** Undefined where the compiled kernels are not needed or missing, or the problem is beyond what they can address. */
function createTeam(size: Size, demand: Demand): TeamSetup | undefined {
  const bytes = compiledBytes(size, demand)
  const module = bytes === undefined ? undefined : loadModule(chooseBuild())
  if (bytes === undefined || !module) return undefined
  const threads = threadsFor(demand)
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

/** @throws ShellacError 'not-enough-memory' where the work takes more than there is */
function requireMemory(samples: Samples, demand: Demand): void {
  const needed = workBytes(samples.length, demand)
  const available = availableMemory()
  if (needed <= available) return
  throw new ShellacError(
    'not-enough-memory',
    `The decomposition of this recording needs ${megabytes(needed)} MB of memory; ${megabytes(available)} MB are free.`,
    { neededBytes: needed, availableBytes: available },
  )
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1e6)
}
