import { factorize, type Algorithm } from '@core/nmf/factorize'
import { createReferenceKernels } from '@core/nmf/referenceKernels'
import type { PowerSpectrogram } from '@core/spectral/powerSpectrogram'
import type { KernelBuild } from '../engine/kernels/kernelModule'
import { wasmKernelsOn } from '../engine/kernels/wasmKernels'
import { availableBuilds, openTeam } from './benchTeam'
import {
  clockFor,
  timeIterations,
  type Clock,
  type IterationCount,
  type IterationTimes,
} from './iterationTimes'
import { seededSpectrogram } from './signals'
import { median } from './statistics'

/** What is factorised, and how. */
export interface KernelTask {
  readonly algorithm: Algorithm
  readonly smoothness: number
  readonly componentCount: number
}

export interface KernelFigures extends KernelTask {
  readonly size: string
  readonly binCount: number
  readonly frameCount: number
  readonly build: KernelBuild | 'typescript'
  readonly threads: number
  readonly clock: Clock
  readonly iterations: number
  readonly medianMilliseconds: number
  readonly minMilliseconds: number
}

interface NamedSize {
  readonly size: string
  readonly binCount: number
  readonly frameCount: number
}

/** Three minutes at 44.1 kHz with a window of 2048, and at 11 kHz with one of 1024. */
export const sizeA: NamedSize = { size: 'A', binCount: 1025, frameCount: 7750 }
const sizeC: NamedSize = { size: 'C', binCount: 513, frameCount: 3874 }

const tasks: readonly KernelTask[] = [
  ...[10, 20, 30].map((componentCount) => task('accelerated', 10, componentCount)),
  task('mm', 0, 10),
]
const threadCounts = [1, 2]

function task(algorithm: Algorithm, smoothness: number, componentCount: number): KernelTask {
  return { algorithm, smoothness, componentCount }
}

/** Milliseconds per iteration on seeded spectrograms, by size, components, build of the kernels and threads. */
export async function benchKernels(): Promise<KernelFigures[]> {
  const figures: KernelFigures[] = []
  for (const size of [sizeA, sizeC]) {
    const spectrogram = seededSpectrogram(size.binCount, size.frameCount, 1)
    figures.push(benchReference(size, spectrogram))
    for (const each of tasks) figures.push(...(await benchTask(size, spectrogram, each)))
  }
  return figures
}

async function benchTask(
  size: NamedSize,
  spectrogram: PowerSpectrogram,
  kernelTask: KernelTask,
): Promise<KernelFigures[]> {
  const figures: KernelFigures[] = []
  for (const build of availableBuilds()) {
    for (const threads of threadCounts) {
      const { team, close } = await openTeam({ ...size, ...kernelTask }, { build, threads })
      const count = countFor(kernelTask.algorithm, size)
      const settings = { ...kernelTask, maxIterations: count.warmUp + count.measured, tolerance: 0, seed: 1 }
      const run = factorize(spectrogram, settings, wasmKernelsOn(team, spectrogram))
      const times = timeIterations(run, count)
      await close()
      figures.push({ ...size, ...kernelTask, build, threads, ...summary(times, clockFor(threads)) })
    }
  }
  return figures
}

/** The reference is slow: a few iterations must do. */
function benchReference(size: NamedSize, spectrogram: PowerSpectrogram): KernelFigures {
  const kernelTask = tasks[0]
  const count = { warmUp: 1, measured: 3 }
  const settings = { ...kernelTask, maxIterations: 4, tolerance: 0, seed: 1 }
  const times = timeIterations(factorize(spectrogram, settings, createReferenceKernels), count)
  return { ...size, ...kernelTask, build: 'typescript', threads: 1, ...summary(times, clockFor(1)) }
}

/**
 * The accelerated algorithm begins with 20 plain iterations: those with momentum are what counts. Of short iterations more are
 * measured, so that the system has time to give each thread a core.
 */
function countFor(algorithm: Algorithm, { binCount, frameCount }: NamedSize): IterationCount {
  const measured = Math.max(15, Math.round(8e7 / (binCount * frameCount)))
  return { warmUp: algorithm === 'accelerated' ? 23 : 3, measured }
}

function summary(
  times: IterationTimes,
  clock: Clock,
): Pick<KernelFigures, 'clock' | 'iterations' | 'medianMilliseconds' | 'minMilliseconds'> {
  const values = times[clock]
  return {
    clock,
    iterations: values.length,
    medianMilliseconds: median(values),
    minMilliseconds: Math.min(...values),
  }
}
