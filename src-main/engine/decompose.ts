import { availableParallelism, totalmem } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Samples } from '@core/audio/audioData'
import { ShellacError } from '@core/contract/errors'
import type { JobControl } from '@core/contract/job'
import { binCountOf, frameCountOf } from '@core/spectral/framing'
import { builtFile } from './builtFile'
import type { DecomposeSettings, DecompositionResult } from './decomposition'
import { chooseBuild, loadModule } from './kernels/kernelModule'
import { addressableBytes, bytesFor, layoutSpectrogram, pagesFor, type Size } from './kernels/memoryLayout'
import type { TeamSetup } from './kernels/team'
import { outcome } from './outcome'
import { sharedArray } from './sharedArray'

/** What the leading thread is given. `wish[0]` becomes 1 when the person wants to stop and keep. */
export interface LeaderTask {
  readonly samples: Samples
  readonly settings: DecomposeSettings
  readonly wish: Int32Array
  /** Undefined where the compiled kernels cannot run. */
  readonly team: TeamSetup | undefined
}

/** The factorisation may take at most this share of the machine's memory. */
const memoryShare = 0.5

/**
 * Decomposes a mono recording on threads of its own, so that the caller's event loop stays free: one thread leads, the others
 * work with it on the compiled kernels. Cancelling ends the threads at once; a thread that dies ends the work with an error.
 * @throws ShellacError 'bad-argument', 'not-enough-memory', 'cancelled', 'internal'
 */
export async function decompose(
  samples: Samples,
  settings: DecomposeSettings,
  control: JobControl,
): Promise<DecompositionResult> {
  const size = sizeOf(samples, settings)
  checkMemory(size, settings)
  const team = createTeam(size, settings)
  const wish = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  const task: LeaderTask = { samples: sharedArray(samples), settings, wish, team }
  const leader = new Worker(builtFile('main/decomposeWorker.js'), { workerData: task })
  const others = Array.from(
    { length: (team?.threads ?? 1) - 1 },
    (_, i) => new Worker(builtFile('main/kernelWorker.js'), { workerData: { setup: team, index: i + 1 } }),
  )
  try {
    return await outcome(leader, others, wish, control)
  } finally {
    await Promise.all([leader, ...others].map((worker) => worker.terminate()))
  }
}

function sizeOf(samples: Samples, { framing, componentCount }: DecomposeSettings): Size {
  const frameCount = frameCountOf(framing, samples.length)
  return { binCount: binCountOf(framing), frameCount, componentCount }
}

/** Undefined where the compiled kernels are missing, or the problem is beyond what they can address. */
function createTeam(size: Size, settings: DecomposeSettings): TeamSetup | undefined {
  if (settings.algorithm === 'em') return undefined
  const module = loadModule(chooseBuild())
  const threads = settings.threads ?? availableParallelism()
  const bytes = bytesFor(size, threads, settings.restarts)
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

function checkMemory(size: Size, settings: DecomposeSettings): void {
  const spectrogramBytes = size.binCount * size.frameCount * Float32Array.BYTES_PER_ELEMENT
  // EM holds two further spectrograms, in 64 bits; the compiled kernels a copy beside the factors.
  const bytes =
    settings.algorithm === 'em'
      ? 5 * spectrogramBytes
      : spectrogramBytes + bytesFor(size, settings.threads ?? availableParallelism(), settings.restarts)
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
