import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  formatFrequency,
  frequencyAxisOf,
  frequencyTicks,
  frequencyToPosition,
  frequencyToY,
  noteName,
  positionToFrequency,
  yToFrequency,
} from './frequencyAxis'

describe('the axis', () => {
  it('goes from 50 Hz to 12 kHz, or to half the sample rate', () => {
    expect(frequencyAxisOf(44_100)).toEqual({ minimum: 50, maximum: 12_000 })
    expect(frequencyAxisOf(11_025)).toEqual({ minimum: 50, maximum: 5512.5 })
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
