import { expect, it } from 'vitest'
import { floorDecibels, heightOf } from './level'

it('the peak is at the top, the floor and all below it at the bottom', () => {
  expect(heightOf(7, 7)).toBe(1)
  expect(heightOf(7 * 10 ** (-floorDecibels / 10), 7)).toBeCloseTo(0, 12)
  expect(heightOf(7e-9, 7)).toBe(0)
})

it('equal ratios of power are equal ways', () => {
  const [a, b, c] = [1e-2, 1e-3, 1e-4].map((power) => heightOf(power, 1))
  expect(a - b).toBeCloseTo(b - c, 12)
  expect(a).toBeCloseTo(2 / 3, 12)
})

it('linear heights are amplitudes', () => {
  expect(heightOf(0.25, 1, 'linear')).toBe(0.5)
})

it('silence has no height', () => {
  expect(heightOf(0, 1)).toBe(0)
  expect(heightOf(0, 0)).toBe(0)
  expect(heightOf(0, 0, 'linear')).toBe(0)
})
