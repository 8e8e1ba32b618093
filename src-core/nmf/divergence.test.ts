import fc from 'fast-check'
import { expect, it } from 'vitest'
import { itakuraSaitoDivergence, smoothnessPenalty } from './divergence'
import type { Factors } from './factors'
import { modelOf, randomFactors, randomSpectrogram, rescaled } from './randomProblem.testSupport'

const shape = { binCount: 7, frameCount: 11, componentCount: 3 }
const spectrogram = randomSpectrogram({ ...shape, rank: 3, seed: 1 })
const factors = randomFactors(shape, 2)

/** One component with these gains. */
const activations = (gains: readonly number[]): Factors => ({
  W: Float64Array.of(1),
  H: Float64Array.from(gains),
  binCount: 1,
  frameCount: gains.length,
  componentCount: 1,
})

it('the divergence is zero where V = W H, and above zero elsewhere', () => {
  const exact = { ...spectrogram, V: modelOf(factors) }
  expect(Math.abs(itakuraSaitoDivergence(exact, factors))).toBeLessThan(1e-13)
  for (const ratio of [0.5, 0.999, 1.001, 2]) {
    const other = { ...exact, V: exact.V.map((value) => value * ratio) }
    expect(itakuraSaitoDivergence(other, factors)).toBeCloseTo(77 * (ratio - Math.log(ratio) - 1), 10)
  }
})

it('the divergence does not see a common scale of V and W H', () => {
  const scaled = { ...spectrogram, V: spectrogram.V.map((value) => value * 1e5) }
  const louder = { ...factors, W: factors.W.map((value) => value * 1e5) }
  expect(itakuraSaitoDivergence(scaled, louder)).toBeCloseTo(itakuraSaitoDivergence(spectrogram, factors), 9)
})

it('divergence and penalty do not see the scales of the components', () => {
  const gains = fc.array(fc.double({ min: -6, max: 6, noNaN: true }), { minLength: 3, maxLength: 3 })
  fc.assert(
    fc.property(gains, (exponents) => {
      const other = rescaled(
        factors,
        exponents.map((exponent) => 10 ** exponent),
      )
      expect(itakuraSaitoDivergence(spectrogram, other)).toBeCloseTo(
        itakuraSaitoDivergence(spectrogram, factors),
        9,
      )
      expect(smoothnessPenalty(other)).toBeCloseTo(smoothnessPenalty(factors), 9)
    }),
    { seed: 31, numRuns: 50 },
  )
})

it('the penalty is the sum of r - log r - 1 over neighbouring gains', () => {
  let expected = 0
  for (let n = 1; n < shape.frameCount; n++) {
    for (let k = 0; k < 3; k++) {
      const ratio = factors.H[(n - 1) * 3 + k] / factors.H[n * 3 + k]
      expected += ratio - Math.log(ratio) - 1
    }
  }
  expect(smoothnessPenalty(factors)).toBeCloseTo(expected, 12)
})

it('a fall by ten costs 6.70, a rise by ten 1.40, a constant or a single frame nothing', () => {
  expect(smoothnessPenalty(activations([10, 1]))).toBeCloseTo(9 - Math.log(10), 12)
  expect(smoothnessPenalty(activations([1, 10]))).toBeCloseTo(Math.log(10) - 0.9, 12)
  expect(smoothnessPenalty(activations([3, 3, 3, 3]))).toBe(0)
  expect(smoothnessPenalty(activations([5]))).toBe(0)
})

it('the penalty stays exact over thousands of gains of both extremes', () => {
  const zigzag = activations(Array.from({ length: 4001 }, (_, n) => (n % 2 === 0 ? 1e-12 : 1e6)))
  const decay = activations(Array.from({ length: 4001 }, (_, n) => 10 ** (-n / 250)))
  const ratio = 10 ** (1 / 250)
  expect(smoothnessPenalty(zigzag) / (2000 * (1e18 + 1e-18 - 2))).toBeCloseTo(1, 12)
  expect(smoothnessPenalty(decay) / (4000 * (ratio - Math.log(ratio) - 1))).toBeCloseTo(1, 8)
})
