import { describe, expect, it } from 'vitest'
import { itakuraSaitoDivergence, smoothnessPenalty } from './divergence'
import { copyFactors, type Factors } from './factors'
import {
  columnsOf,
  goldenFiles,
  goldenUpdate,
  loadGolden,
  multiplicativeRuns,
  snapshots,
  type Golden,
  type Snapshot,
} from './golden.testSupport'
import { withMomentum } from './momentum'
import { largestRelativeDifference } from './randomProblem.testSupport'
import { createReferenceKernels } from './referenceKernels'
import type { NmfKernels } from './kernels'
import type { Solver } from './solver'
import { createStatistics, emptyStatistics } from './statistics'
import { createSpaceAlternatingEm } from './updates/spaceAlternating'

const tolerance = 1e-9
/** Costs are sums of F N terms of order one that may cancel, so they are compared relative to that number too. */
function expectCost(actual: number, expected: number, golden: Golden): void {
  expect(Math.abs(actual - expected)).toBeLessThan(tolerance * (Math.abs(expected) + golden.F * golden.N))
}

function multiplicativeKernels(name: string, file: string): NmfKernels {
  const { golden, spectrogram, start } = loadGolden(file)
  return createReferenceKernels(spectrogram, start(), goldenUpdate(name, golden))
}

describe.each(goldenFiles)('golden vectors %s', (file) => {
  const { golden, spectrogram, start } = loadGolden(file)

  it('cost and statistics at the start agree', () => {
    const factors = start()
    const statistics = emptyStatistics(factors.H)
    const divergence = createStatistics(spectrogram, golden.K).activationStatistics(factors, statistics)
    expectCost(divergence, itakuraSaitoDivergence(spectrogram, factors), golden)
    expectCost(divergence + golden.lam * smoothnessPenalty(factors), golden.cost0, golden)
    expect(largestRelativeDifference(statistics.P, columnsOf(golden.P_H0))).toBeLessThan(tolerance)
    expect(largestRelativeDifference(statistics.Q, columnsOf(golden.Q_H0))).toBeLessThan(tolerance)
  })

  it.each(multiplicativeRuns)('%s follows the golden run for 50 iterations', (name) => {
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
