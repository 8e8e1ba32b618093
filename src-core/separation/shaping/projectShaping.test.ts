import { expect, it } from 'vitest'
import { assignToSource, createSource, ungroup } from '../../project/edits'
import { setNoiseFilter, setNoiseSmoothing } from '../../project/noiseEdits'
import type { Project } from '../../project/project'
import { sampleProject } from '../../project/sampleProject.testSupport'
import type { Stroke } from '../../project/stroke'
import { addStroke } from '../../project/strokeEdits'
import { shapingOf } from './projectShaping'
import { nameOfShaping } from './shapingName'

/** 44.1 kHz, window 8, hop 4; component 0 in Voice, 1 ungrouped, 2 noise. */
const project = sampleProject()
const voice = { kind: 'source', id: project.sources[0].id } as const
const stroke: Stroke = {
  to: voice,
  from: null,
  strength: 50,
  shape: { kind: 'box', start: 0, end: 8 / 44_100, low: 0, high: 44_100 / 8 },
}
const edited = (...edits: readonly ((project: Project) => Project)[]): Project =>
  edits.reduce((before, edit) => edit(before), project)

it('a project without strokes and smoothing shapes nothing', () => {
  expect(shapingOf(project)).toBeUndefined()
  expect(nameOfShaping(undefined)).toBe('')
})

it('a filter that is off is said where there is learned noise, and nowhere else', () => {
  const learned = [{ name: 'noise', kind: 'noise', start: 0, end: 8, components: [2] }] as const
  const withNoise: Project = { ...project, analysis: { ...project.analysis, learned } }
  expect(shapingOf(withNoise)).toBeUndefined()
  expect(shapingOf(setNoiseFilter(false)(withNoise))).toEqual({
    groups: [2, 0, 1],
    smoothing: null,
    strokes: [],
    filter: 'off',
  })
  expect(shapingOf(setNoiseFilter(false)(project))).toBeUndefined()
})

it('seconds and Hz become frames, by their middles, and bins', () => {
  // Frame 0 has its middle at sample 0: it begins at -4.
  expect(shapingOf(addStroke(stroke)(project))).toEqual({
    groups: [2, 0, 1],
    smoothing: null,
    strokes: [
      { to: 2, from: null, strength: 0.5, shape: { kind: 'box', start: 0, end: 2, low: 0, high: 1 } },
    ],
  })
})

it('smoothing becomes whole frames and bins, and is none where they are 0 or there is no noise', () => {
  const smoothed = setNoiseSmoothing({ milliseconds: 0.3, hertz: 2000 })(project)
  expect(shapingOf(smoothed)?.smoothing).toEqual({ group: 1, frames: 3, bins: 0 })
  expect(shapingOf(setNoiseSmoothing({ milliseconds: 0.01 })(project))).toBeUndefined()
  expect(shapingOf(ungroup([2])(smoothed))).toBeUndefined()
})

it('a stroke waits while one of its groups has no components, and follows its source when that is regrouped', () => {
  const painted = addStroke({ ...stroke, from: { kind: 'noise' } })(project)
  expect(shapingOf(ungroup([0])(painted))).toBeUndefined()
  expect(shapingOf(ungroup([2])(painted))).toBeUndefined()
  expect(shapingOf(assignToSource(voice.id, [1])(ungroup([0])(painted)))?.groups).toEqual([0, 2, 1])
})

it('the name of a shaping is its own: level and pan do not change it, strokes and groups do', () => {
  const nameOf = (it: Project): string => nameOfShaping(shapingOf(it))
  const painted = addStroke(stroke)(project)
  const names = [
    painted,
    addStroke({ ...stroke, strength: 51 })(project),
    edited(createSource('Band', [1]), addStroke(stroke)),
  ]
  expect(new Set(names.map(nameOf)).size).toBe(3)
  expect(nameOf({ ...painted, sources: painted.sources.map((it) => ({ ...it, pan: 30, gain: -3 })) })).toBe(
    nameOf(painted),
  )
})
