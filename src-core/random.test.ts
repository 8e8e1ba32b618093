import { describe, expect, it } from 'vitest'
import { createRandom } from './random'

function draw(seed: number, count: number): number[] {
  const random = createRandom(seed)
  return Array.from({ length: count }, () => random.uniform())
}

describe('createRandom', () => {
  // Made by an independent implementation with unbounded integers (Python).
  it.each([
    [0, [1789933344, 44971166, 2521387044, 3848737593]],
    [1, [393288148, 2174103013, 3814759091, 2092745082]],
    [-1, [3812366783, 2524016925, 3180089355, 1674478762]],
    [2 ** 40 + 5, [584988830, 2400137220, 1432896690, 1660715690]],
  ])('gives the reference numbers for seed %d', (seed, expected) => {
    expect(draw(seed, 4).map((value) => value * 2 ** 32)).toEqual(expected)
  })

  it('is uniform: mean 1/2, variance 1/12 and even tenths, within five standard errors', () => {
    const count = 100_000
    const values = draw(42, count)
    const mean = values.reduce((sum, value) => sum + value, 0) / count
    const variance = values.reduce((sum, value) => sum + (value - 0.5) ** 2, 0) / count
    expect(Math.abs(mean - 0.5)).toBeLessThan(5 * Math.sqrt(1 / 12 / count))
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(5 * Math.sqrt(1 / 180 / count))
    for (let tenth = 0; tenth < 10; tenth++) {
      const hits = values.filter((value) => Math.floor(value * 10) === tenth).length
      expect(Math.abs(hits - count / 10)).toBeLessThan(5 * Math.sqrt(0.09 * count))
    }
  })

  it('gives unrelated rows for neighbouring seeds', () => {
    const count = 20_000
    const first = draw(1, count)
    const second = draw(2, count)
    const covariance = first.reduce((sum, value, i) => sum + (value - 0.5) * (second[i] - 0.5), 0) / count
    expect(Math.abs(covariance)).toBeLessThan(5 / 12 / Math.sqrt(count))
  })

  it('tells seeds apart that differ only above 32 bits or in sign', () => {
    const rows = [7, -7, 7 + 2 ** 32, 7 + 2 ** 50].map((seed) => draw(seed, 3).join())
    expect(new Set(rows).size).toBe(4)
  })
})
