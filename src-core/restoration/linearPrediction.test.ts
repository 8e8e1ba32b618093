import { describe, expect, it } from 'vitest'
import { whiteNoise } from '../spectral/testSignals.testSupport'
import {
  autocorrelate,
  backwardResidual,
  fitPredictor,
  forwardResidual,
  resynthesise,
} from './linearPrediction'

/** 1 / filter of three resonances, with seven taps. */
const filter = Float64Array.from([1, -1.2, 0.9, -0.5, 0.4, -0.2, 0.1])

function coloured(length: number): Float64Array {
  const signal = whiteNoise(length + 6, 4)
  resynthesise(signal, filter, { start: 6, end: length + 6 })
  return signal.slice(6)
}

describe('autocorrelate', () => {
  it.each([1, 3, 4, 5, 8, 50])(
    'is the sum of the products of samples some lags apart, of %i samples',
    (length) => {
      const x = whiteNoise(60, 1)
      const r = new Float64Array(11)
      autocorrelate(x, length, r)
      r.forEach((value, lag) => {
        let sum = 0
        for (let i = 0; i + lag < length; i++) sum += x[i] * x[i + lag]
        expect(value).toBeCloseTo(sum, 12)
      })
    },
  )
})

describe('fitPredictor', () => {
  it('finds the filter that coloured a noise', () => {
    const r = new Float64Array(7)
    autocorrelate(coloured(200_000), 200_000, r)
    const a = new Float64Array(7)
    expect(fitPredictor(r, a)).toBe(true)
    a.forEach((tap, j) => expect(tap).toBeCloseTo(filter[j], 1.5))
  })

  it('says so where there is nothing to predict, and then predicts nothing', () => {
    for (const power of [0, NaN, Infinity]) {
      const a = new Float64Array(3).fill(7)
      expect(fitPredictor(Float64Array.of(power, 0, 0), a)).toBe(false)
      expect([...a]).toEqual([1, 0, 0])
    }
  })
})

describe('residuals', () => {
  const x = whiteNoise(64, 2)
  const residual = (n: number, direction: 1 | -1): number =>
    filter.reduce((sum, tap, j) => sum + tap * x[n + direction * j], 0)

  it('of the past are what the filter leaves, in the stretch and nowhere else', () => {
    const e = new Float64Array(64).fill(9)
    forwardResidual(x, { a: filter, e }, { start: 6, end: 61 })
    e.forEach((value, n) => expect(value).toBeCloseTo(n >= 6 && n < 61 ? residual(n, -1) : 9, 12))
  })

  it('of the future are those of the signal turned round', () => {
    const e = new Float64Array(64).fill(9)
    backwardResidual(x, { a: filter, e }, { start: 1, end: 58 })
    e.forEach((value, n) => expect(value).toBeCloseTo(n >= 1 && n < 58 ? residual(n, 1) : 9, 12))
  })
})

describe('resynthesise', () => {
  it.each([1, 2, 3, 4, 6])('undoes the residual of a filter of %i taps', (order) => {
    const a = filter.slice(0, order + 1)
    const x = whiteNoise(53, 3)
    const e = x.slice()
    forwardResidual(x, { a, e }, { start: order, end: 53 })
    resynthesise(e, a, { start: order, end: 53 })
    e.forEach((value, n) => expect(value).toBeCloseTo(x[n], 10))
  })
})
