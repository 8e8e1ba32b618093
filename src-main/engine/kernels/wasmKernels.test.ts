import { describe, expect, it } from 'vitest'
import type { Factors } from '@core/nmf/factors'
import { itakuraSaitoDivergence, smoothnessPenalty } from '@core/nmf/divergence'
import { factorize, type Factorization, type FactorizeSettings } from '@core/nmf/factorize'
import {
  columnsOf,
  goldenFiles,
  goldenUpdate,
  loadGolden,
  multiplicativeRuns,
  snapshots,
} from '@core/nmf/golden.testSupport'
import { initialFactors } from '@core/nmf/initialise'
import type { Charges } from '@core/nmf/charges'
import { chargedKernels, type CreateKernels, type FactorUpdate } from '@core/nmf/kernels'
import { createReferenceKernels } from '@core/nmf/referenceKernels'
import { largestRelativeDifference, modelOf, randomSpectrogram } from '@core/nmf/randomProblem.testSupport'
import { whiteNoise } from '@core/spectral/testSignals.testSupport'
import { powerSpectrogram, type PowerSpectrogram } from '@core/spectral/powerSpectrogram'
import { chooseBuild, loadModule, type KernelBuild } from './kernelModule'
import { bytesFor, layoutSpectrogram, pagesFor, type Size } from './memoryLayout'
import { leadTeam, type Team } from './team'
import { isInRoom, roomForSpectrogram, wasmKernelsOn } from './wasmKernels'

/** Every build that this engine can run. */
const builds: KernelBuild[] = chooseBuild() === 'relaxed' ? ['simd', 'relaxed'] : ['simd']

/** Kernels of a build on this thread alone, for one problem on the spectrogram. */
function kernelsOf(build: KernelBuild): CreateKernels {
  return (spectrogram, start, update) => {
    const team = teamFor(build, { ...spectrogram, componentCount: start.componentCount })
    return wasmKernelsOn(team, spectrogram)(spectrogram, start, update)
  }
}

function teamFor(build: KernelBuild, size: Size): Team {
  const module = loadModule(build)
  if (!module) throw new Error(`out/wasm/${build}.wasm is not built`)
  const pages = pagesFor(bytesFor(size, 1, 1))
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true })
  return leadTeam({ module, memory, spectrogram: layoutSpectrogram(size, 1), threads: 1 })
}

function run(
  spectrogram: PowerSpectrogram,
  changed: Partial<FactorizeSettings>,
  createKernels: CreateKernels,
  start?: Factors,
): Factorization {
  const settings = {
    componentCount: 5,
    smoothness: 10,
    algorithm: 'accelerated',
    maxIterations: 40,
    tolerance: 0,
    seed: 1,
    ...changed,
  } as const
  const iterations = factorize(spectrogram, settings, createKernels, start)
  for (;;) {
    const step = iterations.next()
    if (step.done) return step.value
  }
}

/** Every kind of update: orders, relaxations, sweeps, with and without penalty, parts fixed. */
function updatesOf(componentCount: number): FactorUpdate[] {
  const fixedNone = Array.from({ length: componentCount }, () => false)
  const fixedFirst = fixedNone.map((_, k) => k === 0)
  return [0, 5].flatMap((smoothness) =>
    (['majorise', 'equalise', 'adaptive'] as const).flatMap((relaxation) =>
      (['sequential', 'red-black'] as const).flatMap((order) =>
        [1, 4].flatMap((sweeps) =>
          [fixedNone, fixedFirst].map((fixedSpectra, i) => ({
            activations: { smoothness, relaxation, order, sweeps },
            dictionaryExponent: relaxation === 'majorise' ? (0.5 as const) : (1 as const),
            fixedSpectra,
            fixedActivations: fixedNone.map((_, k) => i === 1 && (sweeps === 4 || k === 1)),
          })),
        ),
      ),
    ),
  )
}

/** A price in every third bin of every second frame, paid by the components with odd numbers. */
function chargesOn({ binCount, frameCount }: PowerSpectrogram, componentCount: number): Charges {
  const cells = Array.from({ length: Math.ceil(frameCount / 2) }, (_, i) =>
    Array.from({ length: Math.ceil(binCount / 3) }, (_, j) => ({ frame: 2 * i, bin: 3 * j })),
  ).flat()
  return {
    groups: Array.from({ length: componentCount }, (_, k) => k % 2),
    frames: Int32Array.from(cells, ({ frame }) => frame),
    bins: Int32Array.from(cells, ({ bin }) => bin),
    payers: new Int32Array(cells.length).fill(1),
    weights: Float32Array.from(cells, (_, i) => 1 + (i % 5)),
  }
}

function inFloat32(spectrogram: PowerSpectrogram): PowerSpectrogram {
  return { ...spectrogram, V: Float32Array.from(spectrogram.V) }
}

describe.each(builds)('%s kernels', (build) => {
  const kernels = kernelsOf(build)

  it.each([
    [1, 1],
    [2, 3],
    [17, 23],
    [65, 200],
    [513, 61],
    [300, 37],
  ])('cost and one step equal the reference at F = %i, N = %i for K = 1 .. 11', (binCount, frameCount) => {
    const spectrogram = inFloat32(randomSpectrogram({ binCount, frameCount, rank: 3, seed: binCount }))
    for (let componentCount = 1; componentCount <= 11; componentCount++) {
      const start = initialFactors(spectrogram, componentCount, 1)
      for (const update of updatesOf(componentCount)) {
        const [mine, reference] = [kernels, createReferenceKernels].map((create) => {
          const solver = create(spectrogram, start, update)
          const cost = solver.evaluate()
          solver.step()
          return { cost, factors: solver.factors() }
        })
        const scale = Math.abs(reference.cost) + spectrogram.V.length
        expect(Math.abs(mine.cost - reference.cost) / scale).toBeLessThan(2e-6)
        expect(largestRelativeDifference(mine.factors.W, reference.factors.W)).toBeLessThan(5e-4)
        expect(largestRelativeDifference(mine.factors.H, reference.factors.H)).toBeLessThan(5e-4)
      }
    }
  })

  it('V that was written where the team has room for it gives what a copy of it gives', () => {
    const samples = whiteNoise(4000, 1)
    const framing = { windowLength: 64, hop: 32 }
    const elsewhere = powerSpectrogram(samples, framing)
    const team = teamFor(build, { ...elsewhere, componentCount: 5 })
    const inRoom = powerSpectrogram(samples, framing, { room: roomForSpectrogram(team) })
    expect([elsewhere, inRoom].map((it) => isInRoom(it, team))).toEqual([false, true])
    expect(run(inRoom, {}, wasmKernelsOn(team, inRoom))).toEqual(run(elsewhere, {}, kernels))
  })

  it.each([
    [17, 23],
    [300, 37],
  ])('a price on bins is that of the reference at F = %i, N = %i', (binCount, frameCount) => {
    const spectrogram = inFloat32(randomSpectrogram({ binCount, frameCount, rank: 3, seed: binCount }))
    const componentCount = 5
    const charges = chargesOn(spectrogram, componentCount)
    const start = initialFactors(spectrogram, componentCount, 1)
    for (const update of updatesOf(componentCount)) {
      const [mine, reference, free] = [
        chargedKernels(charges, kernels),
        chargedKernels(charges, createReferenceKernels),
        createReferenceKernels,
      ].map((create) => {
        const solver = create(spectrogram, start, update)
        const costs = [solver.evaluate()]
        solver.step()
        return { costs: [...costs, solver.evaluate()], factors: solver.factors() }
      })
      reference.costs.forEach((cost, i) => {
        expect(Math.abs(mine.costs[i] - cost) / (Math.abs(cost) + spectrogram.V.length)).toBeLessThan(2e-6)
        expect(cost).not.toBeCloseTo(free.costs[i], 3)
      })
    }
  })

  it.each([0, 1, 10, 100])(
    'ends within 1e-6 of the reference cost after 200 iterations, smoothness %i',
    (smoothness) => {
      const spectrogram = inFloat32(randomSpectrogram({ binCount: 129, frameCount: 300, rank: 6, seed: 4 }))
      for (const algorithm of ['mm', 'mu'] as const) {
        const changed = { smoothness, algorithm, maxIterations: 200 }
        const mine = run(spectrogram, changed, kernels)
        const double = { ...initialFactors(spectrogram, 5, 1) }
        const start = { ...double, W: Float64Array.from(double.W), H: Float64Array.from(double.H) }
        const reference = run(spectrogram, changed, createReferenceKernels, start)
        // The last cost is that of the factors kept, half a step further with fused updates.
        expect(Math.abs(mine.costCurve[199] / reference.costCurve[199] - 1)).toBeLessThan(1e-6)
      }
    },
  )

  it('the cost it reports is the cost of its factors', () => {
    const spectrogram = inFloat32(randomSpectrogram({ binCount: 129, frameCount: 100, rank: 6, seed: 4 }))
    const { factors, cost } = run(spectrogram, {}, kernels)
    const plain = itakuraSaitoDivergence(spectrogram, factors) + 10 * smoothnessPenalty(factors)
    expect(Math.abs(cost / plain - 1)).toBeLessThan(1e-6)
  })

  it('accelerated never raises its cost and ends near the reference', () => {
    const spectrogram = inFloat32(randomSpectrogram({ binCount: 65, frameCount: 200, rank: 6, seed: 5 }))
    for (const smoothness of [0, 10, 100]) {
      const mine = run(spectrogram, { smoothness, maxIterations: 100 }, kernels)
      const reference = run(spectrogram, { smoothness, maxIterations: 100 }, createReferenceKernels)
      const curve = mine.costCurve
      for (let i = 1; i < curve.length; i++)
        expect(curve[i] - curve[i - 1]).toBeLessThan(1e-6 * Math.abs(curve[i]))
      expect(Math.abs(mine.cost / reference.cost - 1)).toBeLessThan(0.01)
    }
  })

  it('keeps fixed spectra bit for bit', () => {
    const spectrogram = inFloat32(randomSpectrogram({ binCount: 33, frameCount: 40, rank: 3, seed: 6 }))
    const start = initialFactors(spectrogram, 5, 1)
    const { factors } = run(spectrogram, { fixed: { spectra: [0, 3] } }, kernels, start)
    for (const k of [0, 3]) {
      expect(factors.W.slice(33 * k, 33 * (k + 1))).toEqual(start.W.slice(33 * k, 33 * (k + 1)))
    }
    expect(factors.W.slice(33, 66)).not.toEqual(start.W.slice(33, 66))
    expect(modelOf(factors).every((value) => value > 0)).toBe(true)
  })

  it.each([0, 10, 100])(
    'keeps whole components bit for bit beside free ones, smoothness %i',
    (smoothness) => {
      const spectrogram = inFloat32(randomSpectrogram({ binCount: 33, frameCount: 70, rank: 3, seed: 6 }))
      const start = initialFactors(spectrogram, 6, 1)
      const rest = [0, 2, 5]
      const fixed = { spectra: rest, activations: rest }
      const { factors, costCurve } = run(spectrogram, { fixed, smoothness }, kernels, start)
      const row = (H: Factors['H'], k: number) => Array.from({ length: 70 }, (_, n) => H[6 * n + k])
      for (const k of rest) {
        expect(factors.W.slice(33 * k, 33 * (k + 1))).toEqual(start.W.slice(33 * k, 33 * (k + 1)))
        expect(row(factors.H, k)).toEqual(row(start.H, k))
      }
      expect(row(factors.H, 1)).not.toEqual(row(start.H, 1))
      expect(costCurve[costCurve.length - 1]).toBeLessThan(costCurve[0])
    },
  )
})

describe.each(goldenFiles)('golden vectors %s in 32 bits', (file) => {
  const { golden, spectrogram, start } = loadGolden(file)
  it.each(builds.flatMap((build) => multiplicativeRuns.map((name) => [build, name] as const)))(
    '%s kernels follow %s',
    (build, name) => {
      const kernels = kernelsOf(build)(inFloat32(spectrogram), start(), goldenUpdate(name, golden))
      const variant = golden.variants[name]
      const byIteration = new Map(snapshots(variant))
      for (let iteration = 0; iteration <= 50; iteration++) {
        const snapshot = byIteration.get(iteration)
        if (snapshot) {
          const { W, H } = kernels.factors()
          expect(largestRelativeDifference(W, columnsOf(snapshot.W))).toBeLessThan(5e-4)
          expect(largestRelativeDifference(H, columnsOf(snapshot.H))).toBeLessThan(5e-4)
        }
        const scale = Math.abs(variant.costs![iteration]) + golden.F * golden.N
        const costError = Math.abs(kernels.evaluate() - variant.costs![iteration]) / scale
        expect(costError).toBeLessThan(2e-6)
        kernels.step()
      }
    },
  )
})
