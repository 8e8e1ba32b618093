import { availableParallelism } from 'node:os'
import { factorize, type Algorithm } from '@core/nmf/factorize'
import type { CreateKernels } from '@core/nmf/kernels'
import type { PowerSpectrogram } from '@core/spectral/powerSpectrogram'
import { chooseBuild } from '../engine/kernels/kernelModule'
import { wasmKernelsOn } from '../engine/kernels/wasmKernels'
import { recordingName, spectrogramOf } from './benchRecordings'
import { openTeam } from './benchTeam'
import { median } from './statistics'

/** How soon an algorithm is where plain MM is after 200 iterations, on one recording. Medians over the seeds. */
export interface ConvergenceFigures {
  readonly recording: string
  readonly smoothness: number
  readonly algorithm: Algorithm
  /** Of each seed; null where 200 iterations did not suffice. */
  readonly iterations: readonly (number | null)[]
  /** 200 / iterations; 0 where they did not suffice. */
  readonly medianRatio: number
  /** To get there; null where the median run did not. */
  readonly medianSeconds: number | null
  /** Of the 200 iterations of plain MM. */
  readonly plainSeconds: number
}

export const plainIterations = 200
const componentCount = 10
const smoothnesses = [0, 10]
const contenders: readonly Algorithm[] = ['accelerated', 'mu']

export async function benchConvergence(
  paths: readonly string[],
  seeds: readonly number[],
): Promise<ConvergenceFigures[]> {
  const figures: ConvergenceFigures[] = []
  for (const path of paths) {
    const spectrogram = await spectrogramOf(path)
    const kind = { build: chooseBuild(), threads: availableParallelism() }
    const { team, close } = await openTeam({ ...spectrogram, componentCount }, kind)
    const kernels = (): CreateKernels => wasmKernelsOn(team, spectrogram)
    for (const smoothness of smoothnesses) {
      const runs = seeds.map((seed) => compareFrom(seed, smoothness, { spectrogram, kernels }))
      for (const algorithm of contenders) {
        figures.push({ ...summary(runs, algorithm), recording: recordingName(path), smoothness })
      }
    }
    await close()
  }
  return figures
}

/** What a run achieved: iterations null where the target was not reached. */
export interface Achievement {
  readonly algorithm: Algorithm
  readonly iterations: number | null
  readonly seconds: number
}

/** Runs from the same start. */
export interface Comparison {
  readonly plainSeconds: number
  readonly contenders: readonly Achievement[]
}

interface Problem {
  readonly spectrogram: PowerSpectrogram
  /** Fresh kernels on the spectrogram. */
  readonly kernels: () => CreateKernels
}

function compareFrom(seed: number, smoothness: number, problem: Problem): Comparison {
  const run = (algorithm: Algorithm, target: number) =>
    reach(target, { seed, smoothness, algorithm }, problem)
  const plain = run('mm', -Infinity)
  return {
    plainSeconds: plain.seconds,
    contenders: contenders.map((algorithm) => run(algorithm, plain.cost)),
  }
}

function reach(
  target: number,
  settings: { seed: number; smoothness: number; algorithm: Algorithm },
  { spectrogram, kernels }: Problem,
): Achievement & { cost: number } {
  const all = { ...settings, componentCount, maxIterations: plainIterations, tolerance: 0 }
  const run = factorize(spectrogram, all, kernels())
  const started = performance.now()
  let cost = Infinity
  let iterations = -1
  while (cost > target && iterations < plainIterations) {
    const step = run.next()
    if (step.done) break
    cost = step.value.cost
    iterations = step.value.iteration
  }
  const seconds = (performance.now() - started) / 1000
  return { algorithm: settings.algorithm, iterations: cost <= target ? iterations : null, seconds, cost }
}

/** Medians over runs from several starts. */
export function summary(
  runs: readonly Comparison[],
  algorithm: Algorithm,
): Omit<ConvergenceFigures, 'recording' | 'smoothness'> {
  const own = runs.flatMap((run) => run.contenders.filter((contender) => contender.algorithm === algorithm))
  const seconds = median(own.map((run) => (run.iterations === null ? Infinity : run.seconds)))
  return {
    algorithm,
    iterations: own.map(({ iterations }) => iterations),
    medianRatio: median(own.map(({ iterations }) => ratioOf(iterations))),
    medianSeconds: Number.isFinite(seconds) ? seconds : null,
    plainSeconds: median(runs.map(({ plainSeconds }) => plainSeconds)),
  }
}

/** How many times fewer iterations than plain MM; 0 where the target was not reached. */
export function ratioOf(iterations: number | null): number {
  return iterations === null ? 0 : plainIterations / iterations
}
