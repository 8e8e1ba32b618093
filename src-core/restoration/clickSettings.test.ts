import { expect, it } from 'vitest'
import { clickSettings } from './clickSettings'

it('lengths follow the rate, blocks in powers of two', () => {
  const blocks = [8000, 22_050, 44_100, 48_000, 96_000, 192_000].map(
    (rate) => clickSettings(rate).residual.blockLength,
  )
  expect(blocks).toEqual([2048, 2048, 2048, 2048, 4096, 8192])
  expect(clickSettings(48_000).rule.longest).toBe(192)
  expect(clickSettings(1).rule.music.piece).toBeGreaterThan(0)
})

it('margins of neighbours never meet', () => {
  for (const rate of [1, 8000, 11_025, 44_100, 384_000]) {
    const { margin, hangOver } = clickSettings(rate).rule
    expect(2 * margin).toBeLessThanOrEqual(hangOver + 1)
  }
})

it('rates and thresholds out of range are refused by value', () => {
  for (const rate of [0, -1, NaN, Infinity]) expect(() => clickSettings(rate)).toThrow(`${rate} Hz`)
  for (const threshold of [2.9, 51, NaN])
    expect(() => clickSettings(44_100, threshold)).toThrow(`${threshold}`)
})
