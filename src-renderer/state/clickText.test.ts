import { expect, it } from 'vitest'
import { clickAdvice, formatRate } from './clickText'

const count = { low: 0, high: 50, seconds: 20 }

it('advises as the count does, with the rate', () => {
  expect(clickAdvice({ ...count, perSecond: 25.3, advised: true })).toBe(
    'About 25 clicks a second: remove them first.',
  )
  expect(clickAdvice({ ...count, perSecond: 1.26, advised: false })).toMatch(
    /^About 1\.3 clicks a second: too few/,
  )
})

it('says when there is no count', () => {
  expect(clickAdvice(undefined)).toMatch(/Counting/)
  expect(clickAdvice(null)).toMatch(/could not/)
})

it('rates have two figures or so', () => {
  expect([0, 0.26, 9.94, 12.4].map(formatRate)).toEqual(['0.0', '0.3', '9.9', '12'])
})
