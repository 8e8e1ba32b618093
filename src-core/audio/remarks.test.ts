import { expect, it } from 'vitest'
import { boundRemarks } from './remarks'

it('few short remarks stay as they are', () => {
  const remarks = ['One.', 'Two.']
  expect(boundRemarks(remarks)).toBe(remarks)
})

it('at most 50 remarks of 500 characters are kept, and the number of the others', () => {
  const bounded = boundRemarks(Array.from({ length: 20_000 }, () => 'x'.repeat(1000)))
  expect(bounded).toHaveLength(51)
  expect(bounded[0]).toBe(`${'x'.repeat(499)}…`)
  expect(bounded[50]).toBe('There is more to remark on this file: 19950 times.')
})
