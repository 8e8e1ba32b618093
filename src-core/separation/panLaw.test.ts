import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decibelsToGain, gainToDecibels, panGains, panLaws } from './panLaw'

const anyPan = fc.double({ min: -100, max: 100, noNaN: true })
const pans = Array.from({ length: 201 }, (_, i) => i - 100)

describe.each(panLaws)('pan law %f dB', (law) => {
  it('lays a centred source equally into both channels at the level of its name', () => {
    const { left, right } = panGains(0, law)
    expect(right).toBe(left)
    // The names are rounded: -3 is 10 log(1/2) = -3.01 dB, -6 is -6.02 dB.
    expect(gainToDecibels(left)).toBeCloseTo(law * ((20 * Math.log10(2)) / 6), 10)
  })

  it('leaves the other channel silent at hard left and hard right', () => {
    expect(panGains(-100, law)).toEqual({ left: 1, right: 0 })
    expect(panGains(100, law)).toEqual({ left: 0, right: 1 })
  })

  it('is mirror symmetric', () => {
    fc.assert(
      fc.property(anyPan, (pan) => {
        const { left, right } = panGains(pan, law)
        expect(panGains(-pan, law)).toEqual({ left: right, right: left })
      }),
      { seed: 71 },
    )
  })

  it('never lowers the right channel nor raises the left one on the way to the right', () => {
    for (let i = 1; i < pans.length; i++) {
      const before = panGains(pans[i - 1], law)
      const after = panGains(pans[i], law)
      expect(after.right).toBeGreaterThanOrEqual(before.right)
      expect(after.left).toBeLessThanOrEqual(before.left)
      expect(after.right / after.left).toBeGreaterThan(before.right / before.left)
    }
  })
})

it('the -6 dB law keeps left + right at one', () => {
  fc.assert(
    fc.property(anyPan, (pan) => {
      const { left, right } = panGains(pan, -6)
      expect(Math.abs(left + right - 1)).toBeLessThan(1e-15)
    }),
    { seed: 72 },
  )
})

it('the -3 dB law keeps the power at one', () => {
  fc.assert(
    fc.property(anyPan, (pan) => {
      const { left, right } = panGains(pan, -3)
      expect(Math.abs(left * left + right * right - 1)).toBeLessThan(1e-15)
    }),
    { seed: 73 },
  )
})

it('the -4.5 dB law is the geometric mean of the -3 and the -6 dB laws', () => {
  for (const pan of pans) {
    const mean = Math.sqrt(panGains(pan, -3).left * panGains(pan, -6).left)
    expect(panGains(pan, -4.5).left).toBeCloseTo(mean, 14)
  }
})

it('the 0 dB law leaves the nearer channel at full level', () => {
  for (const pan of pans) {
    const { left, right } = panGains(pan, 0)
    expect(Math.max(left, right)).toBe(1)
  }
})

describe('levels', () => {
  it.each([
    [0, 1],
    [20, 10],
    [-20, 0.1],
    [-6, 0.5011872336272722],
    [-Infinity, 0],
  ])('%f dB is a gain of %f', (decibels, gain) => {
    expect(decibelsToGain(decibels)).toBeCloseTo(gain, 15)
    expect(gainToDecibels(decibelsToGain(decibels))).toBeCloseTo(decibels, 12)
  })
})
