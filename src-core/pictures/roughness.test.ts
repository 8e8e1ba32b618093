import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { roughnessOf } from './roughness'

describe('roughness', () => {
  it('is the mean change from frame to frame in dB', () => {
    expect(roughnessOf([1, 10, 1, 1])).toBeCloseTo(20 / 3, 9)
  })

  it('is nothing for what is steady, silent or of one frame', () => {
    expect(roughnessOf([3, 3, 3])).toBe(0)
    expect(roughnessOf([0, 0])).toBe(0)
    expect(roughnessOf([5])).toBe(0)
    expect(roughnessOf([])).toBe(0)
  })

  it('does not count what happens below the floor of a picture', () => {
    expect(roughnessOf([1, 1e-7, 1e-9, 0])).toBeCloseTo(60 / 3, 9)
  })

  it('does not depend on how loud it is', () => {
    const gains = fc.array(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), { minLength: 2 })
    fc.assert(
      fc.property(gains, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (row, factor) => {
        expect(roughnessOf(row.map((gain) => gain * factor))).toBeCloseTo(roughnessOf(row), 6)
      }),
    )
  })
})
