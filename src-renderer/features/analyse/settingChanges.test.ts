import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { presets } from '../../state/presets'
import { formatShare, framingOf, overlapChoices, percentToShare, shareToPercent } from './settingChanges'
import { formatSmoothness, mostSmoothness, smoothnessScale } from './smoothnessScale'

const standard = presets.standard.settings

describe('settings', () => {
  it('offer the overlap that is set, even an unusual one', () => {
    expect(overlapChoices(0.5).map(({ label }) => label)).toEqual(['50 %', '75 %', '87.5 %'])
    expect(overlapChoices(0.6).map(({ value }) => value)).toEqual(['0.5', '0.6', '0.75', '0.875'])
  })

  it('say shares in percent and get the same share back', () => {
    expect(formatShare(1e-4)).toBe('0.01 %')
    for (const { settings } of Object.values(presets)) {
      expect(percentToShare(shareToPercent(settings.tolerance))).toBe(settings.tolerance)
    }
  })

  it('come to the window that the engine takes', () => {
    expect(framingOf(standard, 44_100)).toEqual({ windowLength: 1024, hop: 512 })
  })
})

describe('the slider of smoothness', () => {
  it('ends at 0 and 1000 and gives factors of ten equal ways', () => {
    expect(smoothnessScale.fromPosition(0)).toBe(0)
    expect(smoothnessScale.fromPosition(1)).toBe(mostSmoothness)
    expect(smoothnessScale.toPosition(0)).toBe(0)
    const [a, b, c] = [10, 100, 1000].map((value) => smoothnessScale.toPosition(value))
    expect(b - a).toBeCloseTo(c - b, 12)
  })

  it('shows values of two figures where they are read off', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (position) => {
        const there = smoothnessScale.toPosition(smoothnessScale.fromPosition(position))
        expect(Math.abs(there - position)).toBeLessThan(0.01)
      }),
    )
    expect(formatSmoothness(0)).toBe('0')
    expect(formatSmoothness(0.5)).toBe('0.5')
  })
})
