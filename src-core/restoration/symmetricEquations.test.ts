import { expect, it } from 'vitest'
import { whiteNoise } from '../spectral/testSignals.testSupport'
import { solveSymmetric } from './symmetricEquations'

it.each([1, 2, 5, 40])('the solution of %i equations fulfils them', (n) => {
  const root = whiteNoise(n * n, n)
  const at = (i: number, j: number): number => {
    let sum = i === j ? 0.1 : 0
    for (let k = 0; k < n; k++) sum += root[i * n + k] * root[j * n + k]
    return sum
  }
  const matrix = Float64Array.from({ length: n * n }, (_, i) => at(Math.floor(i / n), i % n))
  const right = whiteNoise(n, 7)
  const x = right.slice()
  expect(solveSymmetric(matrix.slice(), x)).toBe(true)
  right.forEach((value, i) => {
    let sum = 0
    for (let j = 0; j < n; j++) sum += matrix[i * n + j] * x[j]
    expect(sum).toBeCloseTo(value, 8)
  })
})

it('equations that are not positive definite are refused', () => {
  expect(solveSymmetric(Float64Array.of(1, 2, 2, 1), Float64Array.of(1, 1))).toBe(false)
  expect(solveSymmetric(Float64Array.of(0), Float64Array.of(1))).toBe(false)
  expect(solveSymmetric(Float64Array.of(NaN), Float64Array.of(1))).toBe(false)
})
