import { describe, expect, it } from 'vitest'
import {
  assignToNoise,
  createSource,
  renameComponent,
  setGain,
  setNoiseAmount,
  setPan,
  setPanLaw,
} from './edits'
import { keepGroups, keptGroupsText, regroup } from './keepGroups'
import { createProject, type Project } from './project'
import { sampleProject } from './sampleProject.testSupport'

function fresh(componentCount: number): Project {
  const sample = sampleProject()
  return createProject({ ...sample, analysis: { ...sample.analysis, componentCount } })
}
const arranged = [
  createSource('Clarinet', [0, 2]),
  setPan('source-1', -40),
  setGain('source-1', -3),
  assignToNoise([3]),
  setNoiseAmount(20),
  setPanLaw(-6),
  renameComponent(2, 'Low reed'),
].reduce((project, edit) => edit(project), fresh(4))
const matches = [
  { from: 0, to: 4, similarity: 0.95 },
  { from: 3, to: 1, similarity: 0.9 },
  { from: 1, to: 0, similarity: 0.8 },
]

describe('kept groups', () => {
  const kept = keepGroups(arranged, fresh(6), matches)

  it('hold the new components that are the old ones, with place, level, noise and pan law', () => {
    expect(kept.project.sources).toEqual([{ ...arranged.sources[0], components: [4] }])
    expect(kept.project.noise).toEqual({ ...arranged.noise, components: [1] })
    expect(kept.project.mix).toEqual({ panLaw: -6 })
    expect(kept.project.components).toHaveLength(6)
  })

  it('take over colours and given names, and number the others anew', () => {
    const all = keepGroups(arranged, fresh(6), [...matches, { from: 2, to: 5, similarity: 0.75 }])
    expect(all.project.components[5]).toEqual(arranged.components[2])
    expect(all.project.components[4]).toEqual({ name: 'Component 5', colour: arranged.components[0].colour })
  })

  it('say what was not found and where it was', () => {
    expect([kept.lost, kept.added]).toEqual([[2], [2, 3, 5]])
    expect(keptGroupsText(arranged, kept)).toBe(
      '3 of 4 components were found again and keep their groups. Not clearly found: 3 (Clarinet). New and in no group: 3, 4, 6.',
    )
  })

  it('leave what was learned anew where it arrived, in the source of its name', () => {
    const learned = assignToNoise([1, 2])(createSource('Tuba', [3])(createSource('Clarinet', [5])(fresh(6))))
    const { project } = keepGroups(arranged, learned, [...matches, { from: 2, to: 2, similarity: 0.9 }])
    expect(project.sources.map(({ name, components, pan }) => [name, components, pan])).toEqual([
      ['Clarinet', [4, 5], -40],
      ['Tuba', [3], 0],
    ])
    expect(project.noise.components).toEqual([1, 2])
    expect(new Set(project.sources.map(({ id }) => id)).size).toBe(2)
  })

  it('keep sources of which nothing was found', () => {
    const none = keepGroups(arranged, fresh(2), [])
    expect(none.project.sources.map(({ name, components }) => [name, components])).toEqual([['Clarinet', []]])
    expect(keptGroupsText(arranged, none)).toContain('0 of 4 components')
  })
})

describe('groups whose components were lost', () => {
  it('are all back with the same decomposition', () => {
    const { project, lost } = regroup(arranged, fresh(4))
    expect(project).toEqual(arranged)
    expect(lost).toEqual([])
  })

  it('are sources without components, with place, level and mix, after any other decomposition', () => {
    const other = fresh(4)
    const costlier = { ...other, decomposition: { ...other.decomposition, costCurves: [[3, 2]] } }
    const refined = { ...arranged.decomposition, refinements: [{ kind: 'split', components: [0], into: 2 }] }
    const cases = [
      regroup(arranged, costlier),
      regroup({ ...arranged, decomposition: refined } as Project, other),
    ]
    for (const { project, lost } of cases) {
      expect(project.sources).toEqual([{ ...arranged.sources[0], components: [] }])
      expect([project.mix, project.noise.components]).toEqual([arranged.mix, []])
      expect(lost).toEqual([0, 1, 2, 3])
    }
  })
})
