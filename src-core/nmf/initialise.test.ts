import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { initialFactors } from './initialise'
import { modelOf, randomSpectrogram, sumOf } from './randomProblem.testSupport'

const spectrogram = randomSpectrogram({ binCount: 9, frameCount: 40, rank: 3, seed: 1, silence: true })

describe('the seeded start', () => {
  it('is positive, has columns of sum one and the mean of V, for any K, N and seed', () => {
    const anyStart = fc.record({
      frameCount: fc.integer({ min: 1, max: 12 }),
      componentCount: fc.integer({ min: 1, max: 20 }),
      seed: fc.integer(),
    })
    fc.assert(
      fc.property(anyStart, ({ frameCount, componentCount, seed }) => {
        const target = randomSpectrogram({ binCount: 5, frameCount, rank: 2, seed: 3 })
        const start = initialFactors(target, componentCount, seed)
        expect(Math.min(...start.W, ...start.H)).toBeGreaterThan(0)
        for (let k = 0; k < componentCount; k++)
          expect(sumOf(start.W.subarray(5 * k, 5 * k + 5))).toBeCloseTo(1, 5)
        expect(sumOf(modelOf(start)) / sumOf(target.V)).toBeCloseTo(1, 4)
      }),
      { seed: 41, numRuns: 100 },
    )
  })

  it('is the same bits for the same seed, and another for another', () => {
    const start = initialFactors(spectrogram, 4, 7)
    expect(initialFactors(spectrogram, 4, 7)).toEqual(start)
    for (const seed of [8, -7, 7 + 2 ** 32, 0]) {
      const other = initialFactors(spectrogram, 4, seed)
      expect(other.W).not.toEqual(start.W)
      expect(other.H).not.toEqual(start.H)
    }
  })

  it('gives silent frames gains of the floor, loud ones their energy', () => {
    const { H } = initialFactors(spectrogram, 4, 7)
    const silent = sumOf(H.subarray(0, 4 * 5))
    expect(silent / sumOf(H)).toBeLessThan(1e-3)
  })
})
