import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countTicks, formatCost, logTicks, roundLogRange } from './chartAxis'

const anyCosts = fc.tuple(
  fc.double({ min: 1e-6, max: 1e9, noNaN: true }),
  fc.double({ min: 1e-6, max: 1e9, noNaN: true }),
)

describe('a logarithmic axis', () => {
  it('holds all costs, and two ticks or more', () => {
    fc.assert(
      fc.property(anyCosts, (costs) => {
        const [least, greatest] = costs.toSorted((a, b) => a - b)
        const range = roundLogRange(least, greatest)
        expect(range.minimum).toBeLessThanOrEqual(least * (1 + 1e-9))
        expect(range.maximum).toBeGreaterThanOrEqual(greatest * (1 - 1e-9))
        expect(range.minimum).toBeLessThan(range.maximum)
        const ticks = logTicks(range)
        expect(ticks.length).toBeGreaterThanOrEqual(2)
        expect(ticks).toEqual(ticks.toSorted((a, b) => a - b))
        expect(new Set(ticks).size).toBe(ticks.length)
      }),
    )
  })

  it('is round and has few ticks', () => {
    const range = roundLogRange(700_086, 1_926_749)
    expect(range).toEqual({ minimum: 600_000, maximum: 2_000_000 })
    expect(logTicks(range)).toEqual([600_000, 800_000, 1_000_000, 1_500_000, 2_000_000])
    expect(logTicks({ minimum: 10, maximum: 10_000 })).toEqual([10, 100, 1000, 10_000])
  })
})

it('counts go up to the most, in steps with room for their numbers', () => {
  expect(countTicks(100, 5)).toEqual([0, 20, 40, 60, 80, 100])
  expect(countTicks(3, 8)).toEqual([0, 1, 2, 3])
  expect(countTicks(25, 4)).toEqual([0, 10, 20])
  expect(countTicks(1, 0)).toEqual([0, 1])
})

it.each([
  [0.26583, '0.266'],
  [12.345, '12.3'],
  [700_086, '700 k'],
  [999_600, '1 M'],
  [1_926_749, '1.93 M'],
  [2.1e-7, '2.10e−7'],
  [-35, '−35'],
  [0, '0'],
])('a cost of %d is written %s', (cost, text) => {
  expect(formatCost(cost)).toBe(text)
})
