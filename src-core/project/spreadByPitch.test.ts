import { describe, expect, it } from 'vitest'
import { assignToNoise } from './edits'
import { createProject, ungroupedComponents, type Project } from './project'
import { sampleProject } from './sampleProject.testSupport'
import { spreadByPitch } from './spreadByPitch'

function projectOf(componentCount: number): Project {
  const { recording, analysis, decomposition } = sampleProject()
  return createProject({ recording, analysis: { ...analysis, componentCount }, decomposition })
}

function spread(componentCount: number): Project {
  const project = projectOf(componentCount)
  return spreadByPitch(ungroupedComponents(project))(project)
}

describe('spreadByPitch', () => {
  it('makes a source of every component, named like it and in its order', () => {
    const { sources, components } = spread(7)
    expect(sources.map((source) => source.components)).toEqual([[0], [1], [2], [3], [4], [5], [6]])
    expect(sources.map((source) => source.name)).toEqual(components.map((component) => component.name))
  })

  it('puts the lowest in the centre and each higher one further out, up to 60', () => {
    const widths = spread(9).sources.map((source) => Math.abs(source.pan))
    expect(widths).toEqual(widths.toSorted((a, b) => a - b))
    expect([widths[0], widths[8]]).toEqual([0, 60])
  })

  it('alternates right and left', () => {
    const sides = spread(8).sources.map((source) => Math.sign(source.pan))
    expect(sides.slice(1)).toEqual([1, -1, 1, -1, 1, -1, 1])
  })

  it('leaves a single component in the centre', () => {
    expect(spread(1).sources.map((source) => source.pan)).toEqual([0])
  })

  it('leaves the noise and what was not named alone', () => {
    const project = assignToNoise([2])(projectOf(5))
    const edited = spreadByPitch([0, 1])(project)
    expect(edited.noise.components).toEqual([2])
    expect(ungroupedComponents(edited)).toEqual([3, 4])
  })

  it('changes nothing without components', () => {
    const project = projectOf(3)
    expect(spreadByPitch([])(project)).toEqual(project)
  })
})
