import { describe, expect, it } from 'vitest'
import { median, sameRoundRatio } from './statistics'

describe('the median', () => {
  it('is the middle value, or the mean of the two middle ones, in whatever order they come', () => {
    expect(median([30, 1, 2])).toBe(2)
    expect(median([10, 1, 2, 4])).toBe(3)
    expect(median([10, 9, 100])).toBe(10)
  })
})

describe('the ratio of the same round', () => {
  it('does not see a disturbance that slows both down for a round', () => {
    expect(sameRoundRatio([60, 600, 61, 59, 60], [20, 200, 20, 20, 20])).toBe(3)
  })

  it('is not the ratio of the medians', () => {
    expect(sameRoundRatio([10, 20, 30], [10, 5, 60])).toBe(1)
  })

  it('refuses rounds that do not pair', () => {
    expect(() => sameRoundRatio([1, 2], [1])).toThrow('2 rounds cannot be compared with 1.')
  })
})
