/** What work on a mono recording takes, from the arithmetic of the arrays that it allocates. */
import { availableParallelism } from 'node:os'
import { columnsOf, learnedGroups } from '@core/learning/learnedGroups'
import type { Algorithm } from '@core/nmf/factorize'
import { binCountOf, frameCountOf } from '@core/spectral/framing'
import type { DecomposeSettings } from './decomposition'
import { addressableBytes, bytesFor, problemBytesFor, type Size } from './kernels/memoryLayout'

/** What the work does. */
export interface Demand {
  readonly settings: DecomposeSettings
  /** Those that will run. */
  readonly algorithms: readonly Algorithm[]
  /** Factorisations that are held at the same time. */
  readonly problems: number
}

const floatBytes = Float32Array.BYTES_PER_ELEMENT
const doubleBytes = Float64Array.BYTES_PER_ELEMENT

/** Of a thread: its own engine for the language, and its stack. Measured, see docs/scorecard.md. */
export const bytesPerThread = 9 * 2 ** 20
/** Of the work itself, whatever its size: code that is compiled, small arrays, what is not collected yet. */
export const fixedBytes = 12 * 2 ** 20

/** What is no longer needed and not collected yet, as a share of the rest. */
const slack = 0.06

/** States of the runs that are under way to the disk at the same time: one is written, one waits, one is being made. */
const checkpointCopies = 3
/** Results on their way: normalised, the runner-up, in order, and their copy for the thread that asked. */
const resultCopies = 5
/** Arrays of the shape of the factors in the plain kernels. */
const plainArrays = 5

/** Of the decomposition of the whole: what is learned from a part of it takes no more. */
export function sizeOf(sampleCount: number, { framing, componentCount, learned }: DecomposeSettings): Size {
  const frameCount = frameCountOf(framing, sampleCount)
  const columns = columnsOf(learnedGroups(learned, framing, sampleCount))
  return { binCount: binCountOf(framing), frameCount, componentCount: componentCount + columns }
}

export function threadsFor({ settings }: Demand): number {
  return settings.threads ?? availableParallelism()
}

/** Bytes of the memory that the compiled kernels share; undefined where they are not needed, or cannot address so much. */
export function compiledBytes(size: Size, demand: Demand): number | undefined {
  if (demand.algorithms.every((algorithm) => algorithm === 'em')) return undefined
  const bytes = bytesFor(size, threadsFor(demand), demand.problems)
  return bytes > addressableBytes ? undefined : bytes
}

/** Bytes of a checkpoint: the states of all runs. The algorithm em leaves none. */
export function checkpointBytes(size: Size, demand: Demand): number {
  const compiled = compiledBytes(size, demand)
  if (compiled !== undefined) return demand.problems * problemBytesFor(size)
  return demand.algorithms.includes('em') ? 0 : demand.problems * plainArrays * factorBytes(size)
}

/** Bytes that the threads of the work take at their peak, beside the samples, which they share with whoever asks. */
export function workBytes(sampleCount: number, demand: Demand): number {
  const size = sizeOf(sampleCount, demand.settings)
  const factors = factorBytes(size)
  const arrays =
    demand.problems * factors +
    kernelBytes(size, demand) +
    emBytes(size, demand) +
    learningBytes(sampleCount, demand) +
    checkpointCopies * checkpointBytes(size, demand) +
    resultCopies * factors
  return (1 + slack) * arrays + threadsFor(demand) * bytesPerThread + fixedBytes
}

/** V and all that stands beside it to factorise it: in the memory of the compiled kernels, or in arrays. */
function kernelBytes(size: Size, demand: Demand): number {
  const V = floatBytes * size.binCount * size.frameCount
  const isEmOnly = demand.algorithms.length > 0 && demand.algorithms.every((algorithm) => algorithm === 'em')
  if (isEmOnly) return V
  // What is found on from a known decomposition is computed in 64 bits.
  const plain = demand.problems * plainArrays * factorBytes(size, doubleBytes)
  return compiledBytes(size, demand) ?? V + plain
}

/** A model and a posterior of every cell, and statistics. */
function emBytes(size: Size, { algorithms, problems }: Demand): number {
  if (!algorithms.includes('em')) return 0
  const cells = size.binCount * size.frameCount
  return problems * (2 * doubleBytes * cells + 3 * factorBytes(size))
}

/** What is learned from a part is learned on that part's own spectrogram, with plain kernels. */
function learningBytes(sampleCount: number, { settings }: Demand): number {
  const { framing, learned } = settings
  const binCount = binCountOf(framing)
  const groups = learnedGroups(learned, framing, sampleCount)
  const ofGroup = groups.map(({ frameCount }) => {
    const size = { binCount, frameCount, componentCount: columnsOf(groups) }
    return floatBytes * binCount * frameCount + (plainArrays + 2) * factorBytes(size)
  })
  return Math.max(0, ...ofGroup)
}

/** Of a dictionary and activations. */
export function factorBytes(
  { binCount, frameCount, componentCount }: Size,
  bytesPerValue: number = floatBytes,
): number {
  return bytesPerValue * componentCount * (binCount + frameCount)
}
