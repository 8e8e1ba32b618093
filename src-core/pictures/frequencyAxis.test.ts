import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  formatFrequency,
  frequencyAxisOf,
  frequencyScales,
  frequencyTicks,
  frequencyToPosition,
  frequencyToY,
  noteName,
  positionToFrequency,
  yToFrequency,
  type FrequencyAxis,
} from './frequencyAxis'

describe('the axis', () => {
  it('goes from 50 Hz to 12 kHz, or to half the sample rate', () => {
    expect(frequencyAxisOf(44_100)).toEqual({ scale: 'log', minimum: 50, maximum: 12_000 })
    expect(frequencyAxisOf(11_025)).toEqual({ scale: 'log', minimum: 50, maximum: 5512.5 })
  })

  it('begins at 0 Hz where it is not logarithmic, and is never empty', () => {
    expect(frequencyAxisOf(44_100, 'mel')).toEqual({ scale: 'mel', minimum: 0, maximum: 12_000 })
    expect(frequencyAxisOf(8000, 'linear')).toEqual({ scale: 'linear', minimum: 0, maximum: 4000 })
    expect(frequencyAxisOf(100)).toEqual({ scale: 'log', minimum: 50, maximum: 100 })
  })

  it.each(frequencyScales)('of the scale %s rises from 0 to 1 and comes back', (scale) => {
    const axis = frequencyAxisOf(44_100, scale)
    expect(frequencyToPosition(axis.minimum, axis)).toBe(0)
    expect(frequencyToPosition(axis.maximum, axis)).toBe(1)
    const frequencies = fc.double({ min: axis.minimum, max: 12_000, noNaN: true })
    fc.assert(
      fc.property(frequencies, frequencies, (one, other) => {
        expect(positionToFrequency(frequencyToPosition(one, axis), axis)).toBeCloseTo(one, 6)
        const [low, high] = [Math.min(one, other), Math.max(one, other)]
        expect(frequencyToPosition(low, axis)).toBeLessThanOrEqual(frequencyToPosition(high, axis))
      }),
    )
  })

  it('in mel has 1000 Hz at 1000 mel, and is between logarithmic and linear', () => {
    const axis: FrequencyAxis = { scale: 'mel', minimum: 0, maximum: 1000 }
    expect(2595 * Math.log10(1 + 1000 / 700)).toBeCloseTo(1000, 0)
    expect(frequencyToPosition(500, axis) * 1000).toBeCloseTo(607.4, 0)
    const places = frequencyScales.map((scale) => frequencyToPosition(1000, frequencyAxisOf(44_100, scale)))
    expect(places).toEqual(places.toSorted((a, b) => b - a))
  })

  it('comes back from its places to the same frequency, and gives octaves equal ways', () => {
    const axis = frequencyAxisOf(44_100)
    fc.assert(
      fc.property(fc.double({ min: 50, max: 6000, noNaN: true }), (frequency) => {
        expect(positionToFrequency(frequencyToPosition(frequency, axis), axis)).toBeCloseTo(frequency, 6)
        expect(yToFrequency(frequencyToY(frequency, axis, 300), axis, 300)).toBeCloseTo(frequency, 6)
        const octave = frequencyToPosition(2 * frequency, axis) - frequencyToPosition(frequency, axis)
        expect(octave).toBeCloseTo(Math.log(2) / Math.log(240), 9)
      }),
    )
  })

  it('has low frequencies at the bottom', () => {
    const axis = frequencyAxisOf(44_100)
    expect(frequencyToY(50, axis, 300)).toBe(300)
    expect(frequencyToY(12_000, axis, 300)).toBe(0)
  })

  it('has ticks at 1, 2 and 5', () => {
    expect(frequencyTicks(frequencyAxisOf(44_100))).toEqual([50, 100, 200, 500, 1000, 2000, 5000, 10_000])
    expect(frequencyTicks(frequencyAxisOf(8000, 'mel'))).toEqual([50, 100, 200, 500, 1000, 2000])
  })

  it('has ticks at equal steps where it is linear', () => {
    const thousands = [0, 2, 4, 6, 8, 10, 12].map((thousand) => thousand * 1000)
    expect(frequencyTicks(frequencyAxisOf(44_100, 'linear'))).toEqual(thousands)
    expect(frequencyTicks({ scale: 'linear', minimum: 130, maximum: 470 })).toEqual([
      150, 200, 250, 300, 350, 400, 450,
    ])
  })
})

it.each([
  [54.6, '55 Hz'],
  [999.6, '1 kHz'],
  [1500, '1.5 kHz'],
  [9960, '10 kHz'],
  [12_000, '12 kHz'],
])('%d Hz is written %s', (frequency, text) => {
  expect(formatFrequency(frequency)).toBe(text)
})

it.each([
  [440, 'A4'],
  [261.63, 'C4'],
  [246.94, 'B3'],
  [138.59, 'C♯3'],
  [55, 'A1'],
  [16.35, 'C0'],
  [7.72, 'B-2'],
])('%d Hz is the note %s', (frequency, name) => {
  expect(noteName(frequency)).toBe(name)
})
