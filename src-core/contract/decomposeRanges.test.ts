import { expect, it } from 'vitest'
import { decomposeDefaults, defaultIterations } from './decomposeDefaults'
import { decomposeRanges } from './decomposeRanges'

it('all defaults are in range', () => {
  const { algorithm, learned: _, declick: __, ...numbers } = decomposeDefaults
  const all = { ...numbers, maxIterations: defaultIterations[algorithm] }
  const outside = Object.entries(decomposeRanges).filter(([name, { minimum, maximum }]) => {
    const value = all[name as keyof typeof all]
    return !(value >= minimum && value <= maximum)
  })
  expect(outside).toEqual([])
})
