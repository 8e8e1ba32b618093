import { describe, expect, it } from 'vitest'
import { assignToNoise, createSource, setMute, setPan } from '@core/project/edits'
import { createProject, type Project } from '@core/project/project'
import { sampleProject } from '@core/project/sampleProject.testSupport'
import { soundContents } from '../contract/exports'
import { mixWeights, type Mix } from '../separation/mixdown'
import { groupsOf, needsFolder, planFiles } from './exportPlan'

const mixOf = (project: Project): Mix => ({ ...project, ...project.mix })

function projectOf(componentCount: number): Project {
  const { recording, analysis, decomposition } = sampleProject()
  return createProject({ recording, analysis: { ...analysis, componentCount }, decomposition })
}

describe('planFiles', () => {
  it('gives the mix two channels and everything else one', () => {
    const sample = sampleProject()
    const project = { ...sample, analysis: { ...sample.analysis, declick: { threshold: 5 } } }
    const counts = soundContents.map((content) => [
      content,
      planFiles(project, [content], mixOf(project))[0].channels.length,
    ])
    expect(counts.filter(([, count]) => count === 2).map(([content]) => content)).toEqual([
      'mix',
      'panned',
      'others',
    ])
  })

  it('numbers components from 01, each file holding one of them', () => {
    const project = projectOf(11)
    const files = planFiles(project, ['components'], mixOf(project))
    expect(files.map(({ number, source }) => [number, source])).toEqual(
      project.components.map(({ name }, k) => [k + 1, name]),
    )
    expect(files.map(({ channels }) => channels[0].indexOf(1))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  })

  it('gives all contents at once in one order, whatever order they were asked for in', () => {
    const project = sampleProject()
    const one = planFiles(project, ['mono', 'mix', 'sources'], mixOf(project))
    expect(one).toEqual(planFiles(project, ['mix', 'sources', 'mono'], mixOf(project)))
    expect(new Set(one.map(({ content }) => content))).toEqual(new Set(['mix', 'sources', 'mono']))
  })

  it('panned sources add up to the mix, and what is not heard has no file', () => {
    const arranged = setPan(
      'source-1',
      -40,
    )(createSource('A', [0])(createSource('Silent', [1])(projectOf(4))))
    const project = setMute('source-1', true)(assignToNoise([3])(arranged))
    const mix = mixOf(project)
    const files = planFiles(project, ['panned'], mix)
    expect(files.map(({ source }) => source)).toEqual(['A', 'Ungrouped'])
    const [left, right] = mixWeights(mix)
    for (const [side, weights] of [left, right].entries()) {
      const sums = weights.map((_, k) => files.reduce((sum, { channels }) => sum + channels[side][k], 0))
      expect(sums).toEqual(weights)
    }
  })

  it('leaves each source out of the mix once', () => {
    const project = createSource('B', [1])(createSource('A', [0])(projectOf(3)))
    const mix = mixOf(project)
    const [left] = mixWeights(mix)
    const files = planFiles(project, ['others'], mix)
    expect(files.map(({ title }) => title)).toEqual(['Without A', 'Without B'])
    expect(Array.from(files[0].channels[0])).toEqual([0, left[1], left[2]])
    expect(Array.from(files[1].channels[0])).toEqual([left[0], 0, left[2]])
  })

  it('puts several files into a folder and one into a file', () => {
    const folders = soundContents.filter((content) => needsFolder([content]))
    expect(folders).toEqual(['sources', 'panned', 'components', 'others'])
    expect(needsFolder(['mix', 'mono'])).toBe(true)
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
