import { describe, expect, it } from 'vitest'
import { describeMatch, formatChange } from './changeText'

describe('changes of level', () => {
  it('have a sign, one decimal and a unit, and no sign of zero', () => {
    expect([-2.34, -0.04, 0, 1.25, null].map(formatChange)).toEqual([
      '−2.3 dB',
      '0.0 dB',
      '0.0 dB',
      '+1.3 dB',
      '–',
    ])
  })

  it('say which side is lowered', () => {
    expect(describeMatch(true, { original: -20, mix: -22.5 })).toMatch(/^The original is lowered by 2.5 dB/)
    expect(describeMatch(true, { original: -20, mix: -19 })).toMatch(/^The remaster is lowered by 1.0 dB/)
    expect(describeMatch(true, { original: -20, mix: -20.01 })).toMatch(/equally loud$/)
    expect(describeMatch(true, { original: -20, mix: -Infinity })).toMatch(/silent/)
    expect(describeMatch(true, { original: -Infinity, mix: -Infinity })).toMatch(/silent/)
    expect(describeMatch(true, null)).toMatch(/^Measuring/)
    expect(describeMatch(false, { original: -20, mix: -19 })).toMatch(/as loud as they are/)
  })
})
