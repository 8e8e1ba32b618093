import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatNumber, readNumber, stepNumber } from './numberText'

const components = { label: 'Components', minimum: 2, maximum: 64, step: 1 }
const length = { label: 'Window', minimum: 10, maximum: 200, step: 0.1, unit: 'ms' }

describe('a typed number', () => {
  it('is taken within its limits, which are allowed themselves', () => {
    expect(['2', ' 64 ', '12'].map((text) => readNumber(text, components))).toEqual([
      { value: 2 },
      { value: 64 },
      { value: 12 },
    ])
    expect(readNumber('46,4 ms', length)).toEqual({ value: 46.4 })
  })

  it.each([
    ['65', components, 'Components must be from 2 to 64.'],
    ['2.5', components, 'Components must be a whole number.'],
    ['many', components, '“many” is not a number.'],
    [' ', components, 'Components needs a number from 2 to 64.'],
    ['5', length, 'Window must be from 10 to 200 ms.'],
    ['-inf', length, 'Window must be from 10 to 200 ms.'],
  ])('%s is refused in a sentence', (text, rule, refusal) => {
    expect(readNumber(text, rule)).toEqual({ refusal })
  })

  it('reads back as it was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: -2_000_000, max: 2_000_000 }), (thousandths) => {
        const value = thousandths / 1000
        const rule = { label: 'x', minimum: -2000, maximum: 2000 }
        expect(readNumber(formatNumber(value), rule)).toEqual({ value })
      }),
    )
  })

  it('steps stop at the limits and leave no dust', () => {
    expect(stepNumber(64, 1, components)).toBe(64)
    expect(stepNumber(2, -1, components)).toBe(2)
    expect(stepNumber(46.1, 1, length)).toBe(46.2)
  })
})
