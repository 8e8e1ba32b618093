import { expect, it } from 'vitest'
import { sineWindow } from './window'

it.each([16, 256, 1024])('the squares of two sine windows of %i at half overlap sum to one', (length) => {
  const window = sineWindow(length)
  for (let i = 0; i < length / 2; i++) {
    expect(window[i] ** 2 + window[i + length / 2] ** 2).toBeCloseTo(1, 14)
  }
})

it('the sine window is symmetric and positive', () => {
  const window = sineWindow(64)
  window.forEach((value, i) => {
    expect(value).toBeGreaterThan(0)
    expect(value).toBeCloseTo(window[63 - i], 15)
  })
})
