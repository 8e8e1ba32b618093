import { describe, expect, it } from 'vitest'
import {
  describeCorrelation,
  describeLevel,
  describeLoudness,
  formatCorrelation,
  formatLevel,
} from './meterText'

describe('figures of the meters', () => {
  it.each([
    [-12.34, '−12.3'],
    [0.42, '+0.4'],
    [-0.04, '0.0'],
    [0, '0.0'],
    [-Infinity, '−∞'],
  ])('show the level %f as %s', (level, text) => expect(formatLevel(level)).toBe(text))

  it.each([
    [1, '+1.00'],
    [-0.256, '−0.26'],
    [-0.001, '0.00'],
    [null, '–'],
  ])('show the correlation %s as %s', (correlation, text) =>
    expect(formatCorrelation(correlation)).toBe(text),
  )

  it('are read out with their unit, and with words where there is none', () => {
    expect(describeLevel(-6.02, 'dBFS')).toBe('−6.0 dBFS')
    expect(describeLevel(-Infinity, 'dBFS')).toBe('silent')
    expect(describeLoudness(-18.25)).toBe('−18.3 LUFS')
    expect(describeLoudness(-Infinity)).toBe('nothing to measure')
  })

  it('say what a correlation means', () => {
    expect(describeCorrelation(1)).toBe('+1.00, nearly mono')
    expect(describeCorrelation(0.4)).toBe('+0.40, safe in mono')
    expect(describeCorrelation(-0.2)).toBe('−0.20, partly lost in mono')
    expect(describeCorrelation(null)).toBe('nothing to measure')
  })
})
