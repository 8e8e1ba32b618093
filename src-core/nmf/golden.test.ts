import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { PowerSpectrogram } from '../spectral/powerSpectrogram'
import { itakuraSaitoDivergence, smoothnessPenalty } from './divergence'
import { copyFactors, type Factors } from './factors'
import { withMomentum } from './momentum'
import { createReferenceKernels } from './referenceKernels'
import type { NmfKernels } from './kernels'
import type { Solver } from './solver'
import { createStatistics, emptyStatistics } from './statistics'
import type { ActivationUpdate } from './updates/activations'
import { createSpaceAlternatingEm } from './updates/spaceAlternating'

type Rows = number[][]
interface Snapshot {
  W: Rows
  H: Rows
  cost: number
  rounding_sensitivity: number
}
interface GoldenVariant {
  costs?: number[]
  costs_at_y?: number[]
  it1: Snapshot
  it5: Snapshot
  it50: Snapshot
}
interface Golden {
  F: number
  N: number
  K: number
  lam: number
  V: Rows
  W0: Rows
  H0: Rows
  cost0: number
  P_H0: Rows
  Q_H0: Rows
  variants: Record<string, GoldenVariant>
}

const tolerance = 1e-9
const folder = join(import.meta.dirname, 'golden')
const files = readdirSync(folder).filter((name) => name.endsWith('.json'))

/** Rows of a matrix, transposed into one array: element (i, j) at j * rowCount + i. */
const columnsOf = (rows: Rows): Float64Array =>
  Float64Array.from(
    { length: rows.length * rows[0].length },
    (_, i) => rows[i % rows.length][Math.floor(i / rows.length)],
  )

function load(file: string): { golden: Golden; spectrogram: PowerSpectrogram; start: () => Factors } {
  const golden = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Golden
  const { F, N, K } = golden
  const spectrogram = { V: columnsOf(golden.V), binCount: F, frameCount: N }
  const start = (): Factors => ({
    W: columnsOf(golden.W0),
    H: columnsOf(golden.H0),
    binCount: F,
    frameCount: N,
    componentCount: K,
  })
  return { golden, spectrogram, start }
}

function largestRelativeDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let largest = 0
  for (let i = 0; i < expected.length; i++) {
    largest = Math.max(largest, Math.abs(actual[i] / expected[i] - 1))
  }
  return largest
}

/** Costs are sums of F N terms of order one that may cancel, so they are compared relative to that number too. */
function expectCost(actual: number, expected: number, golden: Golden): void {
  expect(Math.abs(actual - expected)).toBeLessThan(tolerance * (Math.abs(expected) + golden.F * golden.N))
}

const updates: Record<string, Omit<ActivationUpdate, 'smoothness' | 'sweeps'>> = {
  mm_seq: { relaxation: 'majorise', order: 'sequential' },
  mm_rb: { relaxation: 'majorise', order: 'red-black' },
  mu: { relaxation: 'equalise', order: 'red-black' },
  auto: { relaxation: 'adaptive', order: 'red-black' },
}

function multiplicativeKernels(name: string, file: string): NmfKernels {
  const { golden, spectrogram, start } = load(file)
  return createReferenceKernels(spectrogram, start(), {
    activations: { ...updates[name], smoothness: golden.lam, sweeps: 1 },
    dictionaryExponent: name.startsWith('mm') ? 0.5 : 1,
    fixedSpectra: Array.from({ length: golden.K }, () => false),
    fixedActivations: false,
  })
}

describe.each(files)('golden vectors %s', (file) => {
  const { golden, spectrogram, start } = load(file)

  it('cost and statistics at the start agree', () => {
    const factors = start()
    const statistics = emptyStatistics(factors.H)
    const divergence = createStatistics(spectrogram, golden.K).activationStatistics(factors, statistics)
    expectCost(divergence, itakuraSaitoDivergence(spectrogram, factors), golden)
    expectCost(divergence + golden.lam * smoothnessPenalty(factors), golden.cost0, golden)
    expect(largestRelativeDifference(statistics.P, columnsOf(golden.P_H0))).toBeLessThan(tolerance)
    expect(largestRelativeDifference(statistics.Q, columnsOf(golden.Q_H0))).toBeLessThan(tolerance)
  })

  it.each(Object.keys(updates))('%s follows the golden run for 50 iterations', (name) => {
    const solver = multiplicativeKernels(name, file)
    expectRun(golden, name, solver)
  })

  // The golden files of the largest problem hold no run of this slow algorithm.
  if (golden.variants.sage) {
    it('sage follows the golden run for 50 iterations', () => {
      expectRun(golden, 'sage', createSpaceAlternatingEm(spectrogram, start(), golden.lam))
    })
  }

  it('momentum follows the golden run while rounding decides nothing', () => {
    const variant = golden.variants.momentum
    const plain = multiplicativeKernels('auto', file)
    const results: Factors[] = []
    const observed: NmfKernels = {
      ...plain,
      step: () => {
        plain.step()
        results.push(copyFactors(plain.factors()))
      },
    }
    const solver = withMomentum(observed, 0)
    for (let i = 0; i < 50; i++) {
      const cost = solver.evaluate()
      expect(Math.abs(cost - variant.costs_at_y![i])).toBeLessThan(1e-6 * golden.F * golden.N)
      solver.step()
    }
    for (const [count, snapshot] of snapshots(variant)) {
      // Where the fit is exact to rounding, the costs that decide about restarts are rounding errors themselves.
      const exactFit = snapshot.cost < tolerance * golden.F * golden.N
      if (snapshot.rounding_sensitivity < tolerance && !exactFit) expectFactors(results[count - 1], snapshot)
    }
  })
})

function snapshots(variant: GoldenVariant): [number, Snapshot][] {
  return [
    [1, variant.it1],
    [5, variant.it5],
    [50, variant.it50],
  ]
}

function expectFactors(factors: Factors, snapshot: Snapshot): void {
  expect(largestRelativeDifference(factors.W, columnsOf(snapshot.W))).toBeLessThan(tolerance)
  expect(largestRelativeDifference(factors.H, columnsOf(snapshot.H))).toBeLessThan(tolerance)
}

function expectRun(golden: Golden, name: string, solver: Solver): void {
  const variant = golden.variants[name]
  const byIteration = new Map(snapshots(variant))
  for (let iteration = 0; iteration <= 50; iteration++) {
    expectCost(solver.evaluate(), variant.costs![iteration], golden)
    const snapshot = byIteration.get(iteration)
    if (snapshot) expectFactors(solver.factors(), snapshot)
    solver.step()
  }
}
