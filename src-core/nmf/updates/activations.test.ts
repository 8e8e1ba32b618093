import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { itakuraSaitoDivergence, smoothnessPenalty } from '../divergence'
import { copyFactors, factorFloor, type Factors } from '../factors'
import { randomFactors, randomSpectrogram, sumOf } from '../randomProblem.testSupport'
import { createReferenceKernels } from '../referenceKernels'
import { createStatistics, emptyStatistics } from '../statistics'
import { multiplicativeStep, updateActivations, type ActivationUpdate } from './activations'

const anyUpdate: fc.Arbitrary<ActivationUpdate> = fc.record({
  smoothness: fc.constantFrom(0, 0.1, 1, 10, 1000),
  relaxation: fc.constantFrom('majorise', 'equalise', 'adaptive'),
  order: fc.constantFrom('sequential', 'red-black'),
  sweeps: fc.integer({ min: 1, max: 8 }),
})

const anyProblem = fc.record({
  binCount: fc.integer({ min: 1, max: 12 }),
  frameCount: fc.integer({ min: 1, max: 17 }),
  componentCount: fc.integer({ min: 1, max: 5 }),
  seed: fc.integer(),
  silence: fc.boolean(),
})

it('no update, order, number of sweeps or smoothness raises the cost', () => {
  fc.assert(
    fc.property(anyProblem, anyUpdate, (shape, activations) => {
      const spectrogram = randomSpectrogram({ ...shape, rank: 3 })
      const solver = createReferenceKernels(spectrogram, randomFactors(shape, shape.seed), {
        activations,
        dictionaryExponent: activations.relaxation === 'majorise' ? 0.5 : 1,
        fixedSpectra: Array.from({ length: shape.componentCount }, () => false),
        fixedActivations: Array.from({ length: shape.componentCount }, () => false),
      })
      let before = solver.evaluate()
      for (let iteration = 0; iteration < 12; iteration++) {
        solver.step()
        const cost = solver.evaluate()
        expect(cost - before).toBeLessThan(1e-12 * (Math.abs(before) + spectrogram.V.length))
        before = cost
      }
    }),
    { seed: 61, numRuns: 1500 },
  )
})

it('activations alone never raise the cost, nor do spectra alone', () => {
  fc.assert(
    fc.property(anyProblem, anyUpdate, (shape, update) => {
      const spectrogram = randomSpectrogram({ ...shape, rank: 3 })
      const kernels = createStatistics(spectrogram, shape.componentCount)
      const factors = randomFactors(shape, shape.seed)
      const cost = (): number =>
        itakuraSaitoDivergence(spectrogram, factors) + update.smoothness * smoothnessPenalty(factors)
      const onActivations = emptyStatistics(factors.H)
      const onDictionary = emptyStatistics(factors.W)
      const slack = 1e-12 * (cost() + spectrogram.V.length)

      const start = cost()
      kernels.activationStatistics(factors, onActivations)
      updateActivations(factors, onActivations, update)
      const between = cost()
      kernels.dictionaryStatistics(factors, onDictionary)
      multiplicativeStep(factors.W, onDictionary, update.relaxation === 'majorise' ? 0.5 : 1)
      expect(between - start).toBeLessThan(slack)
      expect(cost() - between).toBeLessThan(slack)
    }),
    { seed: 62, numRuns: 500 },
  )
})

describe('one frame of majorisation-minimisation', () => {
  const shape = { binCount: 4, frameCount: 3, componentCount: 2 }
  const spectrogram = randomSpectrogram({ ...shape, rank: 2, seed: 1 })
  const smoothness = 2

  /** The majoriser of Fevotte 2011 with the exact penalty, from its definition. */
  function majoriser(start: Factors, H: Float64Array): number {
    const statistics = emptyStatistics(start.H)
    createStatistics(spectrogram, 2).activationStatistics(start, statistics)
    const data = H.map((h, i) => (statistics.P[i] * start.H[i] ** 2) / h + statistics.Q[i] * h)
    return sumOf(data) + smoothness * smoothnessPenalty({ ...start, H })
  }

  it('many sequential sweeps end where no gain can be moved to lower the majoriser', () => {
    const start = randomFactors(shape, 5)
    const factors = copyFactors(start)
    const statistics = emptyStatistics(factors.H)
    createStatistics(spectrogram, 2).activationStatistics(factors, statistics)
    updateActivations(factors, statistics, {
      smoothness,
      relaxation: 'majorise',
      order: 'sequential',
      sweeps: 200,
    })
    const H = Float64Array.from(factors.H)
    const lowest = majoriser(start, H)
    for (let i = 0; i < H.length; i++) {
      for (const ratio of [0.999, 1.001]) {
        const moved = H.slice()
        moved[i] *= ratio
        expect(majoriser(start, moved)).toBeGreaterThan(lowest)
      }
    }
  })

  it('without penalty it is h sqrt(p / q), and with exponent one h p / q, never below the floor', () => {
    const x = Float64Array.of(2, 3, 1e-12)
    const statistics = { P: Float64Array.of(9, 4, 1), Q: Float64Array.of(4, 9, 4) }
    multiplicativeStep(x, statistics, 0.5)
    expect([...x]).toEqual([3, 2, factorFloor])
    multiplicativeStep(x, statistics, 1)
    expect(x[0]).toBeCloseTo(6.75, 12)
    expect(x[1]).toBeCloseTo(8 / 9, 12)
    expect(x[2]).toBe(factorFloor)
  })
})
