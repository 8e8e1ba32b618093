import { expect, it } from 'vitest'
import { decomposeRanges } from '@core/contract/decomposeRanges'
import { sampleProject } from '@core/project/sampleProject.testSupport'
import { presetNames, presetOf, presets, wishOf } from './presets'

it('every preset is within the ranges and known by its settings', () => {
  for (const name of presetNames) {
    const { settings } = presets[name]
    for (const [setting, { minimum, maximum }] of Object.entries(decomposeRanges)) {
      const value = settings[setting as keyof typeof decomposeRanges]
      expect(value).toBeGreaterThanOrEqual(minimum)
      expect(value).toBeLessThanOrEqual(maximum)
    }
    expect(presetOf({ ...settings })).toBe(name)
    expect(presetOf({ ...settings, seed: 999 })).toBeUndefined()
  }
})

it('the settings of a project are those a person would choose for it', () => {
  const { analysis, recording } = sampleProject()
  const wish = wishOf(analysis, recording.sampleRate)
  expect(wish.components).toBe(analysis.componentCount)
  expect(wish.overlap).toBeCloseTo(1 - analysis.hop / analysis.windowLength, 12)
})
