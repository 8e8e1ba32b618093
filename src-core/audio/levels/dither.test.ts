import { expect, it } from 'vitest'
import { createTriangularDither } from './dither'

const COUNT = 200_000
const dither = createTriangularDither(5)
const values = Float64Array.from({ length: COUNT }, dither)

it('has mean 0 and variance 1/6 within five standard errors', () => {
  const mean = values.reduce((sum, value) => sum + value, 0) / COUNT
  const variance = values.reduce((sum, value) => sum + value * value, 0) / COUNT
  expect(Math.abs(mean)).toBeLessThan(5 * Math.sqrt(1 / 6 / COUNT))
  expect(Math.abs(variance - 1 / 6)).toBeLessThan(5 * Math.sqrt((1 / 15 - 1 / 36) / COUNT))
})

it('is triangular: a quarter of the values lies beyond half an LSB, none beyond one', () => {
  const share = values.filter((value) => Math.abs(value) > 0.5).length / COUNT
  expect(Math.abs(share - 0.25)).toBeLessThan(5 * Math.sqrt(0.1875 / COUNT))
  expect(values.every((value) => Math.abs(value) < 1)).toBe(true)
})

it('is white: neighbours are not correlated', () => {
  const product = values.reduce((sum, value, i) => sum + value * (values[i + 1] ?? 0), 0) / COUNT
  expect(Math.abs(product)).toBeLessThan(5 / 6 / Math.sqrt(COUNT))
})
