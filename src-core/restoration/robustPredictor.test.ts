import { describe, expect, it } from 'vitest'
import { whiteNoise } from '../spectral/testSignals.testSupport'
import { resynthesise } from './linearPrediction'
import { createRobustPredictor, medianOf } from './robustPredictor'

const filter = Float64Array.of(1, -1.5, 0.8)

function resonance(length: number): Float64Array {
  const signal = whiteNoise(length + 2, 1)
  resynthesise(signal, filter, { start: 2, end: length + 2 })
  return signal.slice(2)
}

describe('createRobustPredictor', () => {
  it('tells the deviation of the noise behind a resonance', () => {
    const predictor = createRobustPredictor(8192, 2)
    // Uniform noise in -1 .. 1: the median of its size is 1/2.
    expect(predictor.fit(resonance(8192))).toBeCloseTo(0.5 / 0.6745, 1.5)
  })

  it('fits nearly the same filter where large clicks were put in', () => {
    const spoilt = resonance(8192)
    for (let i = 500; i < 8192; i += 997) spoilt[i] += 40
    const predictor = createRobustPredictor(8192, 2)
    expect(predictor.fit(spoilt)).toBeCloseTo(0.5 / 0.6745, 1)
    predictor.a.forEach((tap, j) => expect(Math.abs(tap - filter[j])).toBeLessThan(0.25))
  })

  it('has nothing to say about silence and about what is not finite', () => {
    const predictor = createRobustPredictor(64, 4)
    expect(predictor.fit(new Float64Array(64))).toBeUndefined()
    expect(predictor.fit(new Float64Array(64).fill(NaN, 7, 8))).toBeUndefined()
    expect(predictor.fit(new Float64Array(64).fill(Infinity, 7, 8))).toBeUndefined()
  })
})

describe('medianOf', () => {
  it.each([1, 2, 9, 100, 1001])('is the middle one of %i values in order', (length) => {
    for (const values of [
      whiteNoise(length, 5),
      whiteNoise(length, 6).map((value) => Math.floor(3 * value)),
    ]) {
      expect(medianOf(values.slice())).toBe(values.toSorted()[length >> 1])
    }
  })
})
