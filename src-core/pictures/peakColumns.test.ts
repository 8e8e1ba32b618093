import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { peakColumns } from './peakColumns'

const values = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 80 })

describe('columns', () => {
  it('keep the greatest value, however few they are', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 200 }), (curve, columns) => {
        const placeOf = (column: number): number => (column / columns) * (curve.length - 1)
        const peaks = peakColumns(curve, columns, placeOf)
        expect(Math.max(...peaks)).toBe(Math.fround(Math.max(...curve)))
      }),
    )
  })

  it('join neighbouring values by a straight line when there are more columns than values', () => {
    expect([...peakColumns([0, 4], 4, (column) => column / 4)]).toEqual([1, 2, 3, 4])
    expect([...peakColumns([4, 0], 4, (column) => column / 4)]).toEqual([4, 3, 2, 1])
  })

  it('stay at the first and last value beyond the ends', () => {
    expect([...peakColumns([3, 5], 2, (column) => column - 4)]).toEqual([3, 3])
    expect([...peakColumns([3, 5], 2, (column) => column + 4)]).toEqual([5, 5])
  })

  it('are empty of anything where there are no values', () => {
    expect([...peakColumns([], 3, (column) => column)]).toEqual([0, 0, 0])
  })
})
