import { expect, it } from 'vitest'
import { assignFactors, copyFactors, normalised, permuted } from './factors'
import { largestRelativeDifference, modelOf, randomFactors, sumOf } from './randomProblem.testSupport'

const shape = { binCount: 5, frameCount: 8, componentCount: 4 }
const factors = randomFactors(shape, 1)

it('normalising makes the columns of W sum to one and keeps W H', () => {
  const result = normalised(factors)
  for (let k = 0; k < 4; k++) {
    const column = result.W.subarray(k * 5, (k + 1) * 5)
    expect(sumOf(column)).toBeCloseTo(1, 14)
  }
  expect(largestRelativeDifference(modelOf(result), modelOf(factors))).toBeLessThan(1e-14)
})

it('normalising, copying and permuting leave the given factors alone', () => {
  const before = structuredClone(factors)
  normalised(factors)
  permuted(factors, [3, 2, 1, 0])
  copyFactors(factors).W.fill(0)
  expect(factors).toEqual(before)
})

it('component j of the permuted factors is component order[j]', () => {
  const order = [2, 0, 3, 1]
  const result = permuted(factors, order)
  order.forEach((k, j) => {
    expect(result.W.subarray(j * 5, (j + 1) * 5)).toEqual(factors.W.subarray(k * 5, (k + 1) * 5))
    for (let n = 0; n < 8; n++) expect(result.H[n * 4 + j]).toBe(factors.H[n * 4 + k])
  })
  expect(permuted(result, [1, 3, 0, 2])).toEqual(factors)
})

it('assigned factors equal their source', () => {
  const target = randomFactors(shape, 2)
  assignFactors(target, factors)
  expect(target).toEqual(factors)
})
