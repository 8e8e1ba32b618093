import { describe, expect, it } from 'vitest'
import { createSource } from '@core/project/edits'
import { createProject, type Project } from '@core/project/project'
import { sampleProject } from '@core/project/sampleProject.testSupport'
import { mixOf } from '../projects'
import { exportContents, groupsOf, needsFolder, planFiles } from './exportPlan'

function projectOf(componentCount: number): Project {
  const { recording, analysis, decomposition } = sampleProject()
  return createProject({ recording, analysis: { ...analysis, componentCount }, decomposition })
}

describe('planFiles', () => {
  it('gives the mix two channels and everything else one', () => {
    const project = sampleProject()
    const counts = exportContents.map(
      (content) => planFiles(project, content, mixOf(project))[0].channels.length,
    )
    expect(counts).toEqual([2, 1, 1, 1, 1])
  })

  it('numbers components from 01, each file holding one of them', () => {
    const project = projectOf(11)
    const files = planFiles(project, 'components', mixOf(project))
    expect(files.map(({ stem }) => stem)).toEqual(
      project.components.map(({ name }, k) => `${String(k + 1).padStart(2, '0')}-${name}`),
    )
    expect(files.map(({ channels }) => channels[0].indexOf(1))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  })

  it('keeps files of sources apart whose names differ only in what no system can write', () => {
    const project = createSource('a:b', [1])(createSource('a/b', [0])(projectOf(2)))
    const stems = planFiles(project, 'sources', mixOf(project)).map(({ stem }) => stem)
    expect(stems).toEqual(['01-a_b', '02-a_b'])
  })

  it('puts several files into a folder and one into a file', () => {
    expect(exportContents.filter(needsFolder)).toEqual(['sources', 'components'])
  })
})

describe('groupsOf', () => {
  it('holds every component once, ungrouped ones and noise as groups of their own', () => {
    const project = sampleProject()
    const members = groupsOf(project).flatMap((group) => group.members)
    expect(members.toSorted()).toEqual([0, 1, 2])
  })

  it('leaves out sources without components', () => {
    expect(groupsOf(createSource('Empty', [])(projectOf(2))).map(({ title }) => title)).toEqual(['Ungrouped'])
  })
})
