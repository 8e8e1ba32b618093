import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { PowerSpectrogram } from '../spectral/powerSpectrogram'
import { itakuraSaitoDivergence } from './divergence'
import type { Factors } from './factors'
import {
  inSinglePrecision,
  largestRelativeDifference,
  modelOf,
  randomFactors,
  randomSpectrogram,
} from './randomProblem.testSupport'
import { createStatistics, emptyStatistics, type Statistics } from './statistics'

/** Both statistics from their definition: sums of V / Vh^2 and of 1 / Vh, weighted by W or by H. */
function naiveStatistics(
  { V }: PowerSpectrogram,
  factors: Factors,
  of: 'activations' | 'dictionary',
): Statistics {
  const { W, H, binCount, frameCount, componentCount } = factors
  const model = modelOf(factors)
  const { P, Q } = emptyStatistics(new Float64Array(of === 'activations' ? H.length : W.length))
  for (let k = 0; k < componentCount; k++) {
    for (let n = 0; n < frameCount; n++) {
      for (let f = 0; f < binCount; f++) {
        const bin = n * binCount + f
        const gain = n * componentCount + k
        const entry = k * binCount + f
        const [target, weight] = of === 'activations' ? [gain, W[entry]] : [entry, H[gain]]
        P[target] += (weight * V[bin]) / model[bin] ** 2
        Q[target] += weight / model[bin]
      }
    }
  }
  return { P, Q }
}

const shapes = fc.record({
  binCount: fc.oneof(fc.constantFrom(1, 7, 8, 9, 33), fc.integer({ min: 1, max: 40 })),
  frameCount: fc.integer({ min: 1, max: 12 }),
  componentCount: fc.integer({ min: 1, max: 9 }),
})

it.each([
  ['64-bit', 1e-12],
  ['32-bit', 3e-7],
])('%s statistics and divergence are those of the definition within %f', (precision, tolerance) => {
  fc.assert(
    fc.property(shapes, fc.integer(), (shape, seed) => {
      const exact = randomSpectrogram({ ...shape, rank: 2, seed })
      const single = precision === '32-bit'
      const spectrogram = single ? { ...exact, V: Float32Array.from(exact.V) } : exact
      const factors = single ? inSinglePrecision(randomFactors(shape, seed)) : randomFactors(shape, seed)
      const kernels = createStatistics(spectrogram, shape.componentCount)

      const activations = emptyStatistics(factors.H)
      const divergence = kernels.activationStatistics(factors, activations)
      const dictionary = emptyStatistics(factors.W)
      kernels.dictionaryStatistics(factors, dictionary)

      const naive = {
        activations: naiveStatistics(spectrogram, factors, 'activations'),
        dictionary: naiveStatistics(spectrogram, factors, 'dictionary'),
      }
      expect(largestRelativeDifference(activations.P, naive.activations.P)).toBeLessThan(tolerance)
      expect(largestRelativeDifference(activations.Q, naive.activations.Q)).toBeLessThan(tolerance)
      expect(largestRelativeDifference(dictionary.P, naive.dictionary.P)).toBeLessThan(tolerance)
      expect(largestRelativeDifference(dictionary.Q, naive.dictionary.Q)).toBeLessThan(tolerance)
      const expected = itakuraSaitoDivergence(spectrogram, factors)
      expect(Math.abs(divergence - expected)).toBeLessThan(1e-12 * (expected + exact.V.length))
    }),
    { seed: 51, numRuns: 200 },
  )
})

it('statistics can be asked again: sums do not carry over', () => {
  const shape = { binCount: 9, frameCount: 5, componentCount: 3 }
  const kernels = createStatistics(randomSpectrogram({ ...shape, rank: 2, seed: 1 }), 3)
  const factors = randomFactors(shape, 1)
  const first = emptyStatistics(factors.W)
  const second = emptyStatistics(factors.W)
  kernels.dictionaryStatistics(factors, first)
  kernels.activationStatistics(randomFactors(shape, 2), emptyStatistics(factors.H))
  kernels.dictionaryStatistics(factors, second)
  expect(second).toEqual(first)
})

it('magnitudes from 1e-4 to 1e4 in one frame give a finite, exact divergence', () => {
  const shape = { binCount: 64, frameCount: 3, componentCount: 1 }
  const V = Float32Array.from({ length: 192 }, (_, i) => 10 ** ((i % 9) - 4))
  const spectrogram = { V, binCount: 64, frameCount: 3, stride: 64 }
  const tiny = { ...shape, W: new Float32Array(64).fill(1e-12), H: new Float32Array(3).fill(1e-12) }
  for (const factors of [tiny, randomFactors(shape, 3)]) {
    const divergence = createStatistics(spectrogram, 1).activationStatistics(factors, emptyStatistics(tiny.H))
    expect(divergence / itakuraSaitoDivergence(spectrogram, factors)).toBeCloseTo(1, 12)
  }
})
