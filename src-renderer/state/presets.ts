import { decomposeDefaults, defaultIterations } from '@core/contract/decomposeDefaults'
import type { DecompositionWish } from '@core/contract/engine'
import { freeComponentCount, type AnalysisSettings } from '@core/project/project'

const standard: DecompositionWish = {
  ...decomposeDefaults,
  maxIterations: defaultIterations[decomposeDefaults.algorithm],
}

export const presets = {
  preview: {
    label: 'Preview',
    hint: 'A first listen in a moment: 10 components, 25 iterations.',
    settings: { ...standard, maxIterations: 25, tolerance: 1e-3 },
  },
  standard: {
    label: 'Standard',
    hint: 'Right for most recordings: 10 components, run until the cost settles.',
    settings: standard,
  },
  fine: {
    label: 'Fine',
    hint: 'Smaller pieces, more work: 20 components, the best of 4 starts.',
    settings: { ...standard, components: 20, maxIterations: 200, tolerance: 1e-5, restarts: 4 },
  },
} as const satisfies Record<string, { label: string; hint: string; settings: DecompositionWish }>

export type PresetName = keyof typeof presets
export const presetNames = Object.keys(presets) as PresetName[]

/** The preset with these settings, or undefined. */
export function presetOf(settings: DecompositionWish): PresetName | undefined {
  return presetNames.find((name) => isSame(presets[name].settings, settings))
}

function isSame(a: DecompositionWish, b: DecompositionWish): boolean {
  // What is done to the recording before, and what is learned of it, are no parts of a preset.
  const own: readonly string[] = ['learned', 'declick']
  const names = (Object.keys(a) as (keyof DecompositionWish)[]).filter((name) => !own.includes(name))
  return names.every((name) => a[name] === b[name])
}

/** The settings of a preset, with what is of the recording as it was. */
export function withPreset(settings: DecompositionWish, name: PresetName): DecompositionWish {
  const { declick, learned } = settings
  return { ...presets[name].settings, declick, learned }
}

/** The settings a project was made with, as a person chooses them. `sampleRate` in Hz. */
export function wishOf(analysis: AnalysisSettings, sampleRate: number): DecompositionWish {
  const { windowLength, hop, componentCount: _, learned, ...rest } = analysis
  return {
    ...rest,
    components: freeComponentCount(analysis),
    learned: learned.map(({ components: __, ...stretch }) => stretch),
    windowMilliseconds: Math.round((1000 * windowLength) / sampleRate),
    overlap: 1 - hop / windowLength,
  }
}
