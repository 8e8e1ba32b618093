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
  expect(wish.learned).toEqual([])
  expect(wish.overlap).toBeCloseTo(1 - analysis.hop / analysis.windowLength, 12)
})

it('the settings of a project with learned components ask for the free ones, and to learn the same again', () => {
  const { analysis, recording } = sampleProject()
  const stretch = { name: 'Voice', kind: 'source', start: 3, end: 20 } as const
  const learned = [{ ...stretch, components: [1, 2] }]
  const wish = wishOf({ ...analysis, learned }, recording.sampleRate)
  expect(wish).toMatchObject({ components: 1, learned: [stretch] })
})

it('what is learned makes no other preset', () => {
  const learned = [{ name: 'Voice', kind: 'source', start: 3, end: 20 }] as const
  expect(presetOf({ ...presets.fine.settings, learned })).toBe('fine')
})
