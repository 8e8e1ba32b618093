import { factorize, type Algorithm } from '@core/nmf/factorize'
import { createReferenceKernels } from '@core/nmf/referenceKernels'
import { seededSpectrogram } from './signals'

export interface KernelFigures {
  readonly kernels: string
  readonly binCount: number
  readonly frameCount: number
  readonly componentCount: number
  readonly algorithm: Algorithm
  readonly medianMilliseconds: number
  readonly minMilliseconds: number
  readonly iterations: number
}

/** Iterations left out of the figures: code and caches warm up. */
const warmUp = 3

/** Milliseconds per iteration of the factorisation on a seeded spectrogram. */
export function benchKernels(size: {
  binCount: number
  frameCount: number
  componentCount: number
}): KernelFigures {
  const { binCount, frameCount, componentCount } = size
  const algorithm = 'mm'
  const iterations = 15
  const spectrogram = seededSpectrogram(binCount, frameCount, 1)
  const settings = { componentCount, smoothness: 10, algorithm, tolerance: 0, seed: 1 } as const
  const run = factorize(
    spectrogram,
    { ...settings, maxIterations: warmUp + iterations },
    createReferenceKernels,
  )
  const times: number[] = []
  for (let last = performance.now(); !run.next().done; last = performance.now()) {
    times.push(performance.now() - last)
  }
  const measured = times.slice(warmUp + 1).sort((a, b) => a - b)
  return {
    kernels: 'TypeScript',
    binCount,
    frameCount,
    componentCount,
    algorithm,
    medianMilliseconds: measured[Math.floor(measured.length / 2)],
    minMilliseconds: measured[0],
    iterations: measured.length,
  }
}
