import { describe, expect, it } from 'vitest'
import { createProject, freeComponentCount, ungroupedComponents, type LearnedComponents } from './project'
import { sampleProject } from './sampleProject.testSupport'
import { parseManifest, toManifest } from './schema'

const { recording, decomposition, analysis } = sampleProject()

function projectWith(learned: readonly LearnedComponents[], componentCount = 9) {
  return createProject({ recording, decomposition, analysis: { ...analysis, componentCount, learned } })
}

const clarinet = { kind: 'source', components: [3, 4, 5] } as const
const learned: LearnedComponents[] = [
  { name: 'Noise', kind: 'noise', start: 0, end: 4, components: [8] },
  { name: ' clarinet', ...clarinet, start: 4, end: 9 },
  { name: 'Trumpet', kind: 'source', start: 9, end: 12, components: [6, 7] },
  { name: 'clarinet ', ...clarinet, start: 14, end: 20 },
  { name: 'run-out', kind: 'noise', start: 20, end: 26, components: [8] },
]

describe('a fresh project', () => {
  it('has each learned source under its name, learned noise in the noise, and nothing else grouped', () => {
    const project = projectWith(learned)
    expect(project.sources.map(({ id, name, components }) => [id, name, components])).toEqual([
      ['source-1', 'clarinet', [3, 4, 5]],
      ['source-2', 'Trumpet', [6, 7]],
    ])
    expect(project.noise).toMatchObject({ components: [8], amount: 0 })
    expect(ungroupedComponents(project)).toEqual([0, 1, 2])
    expect(freeComponentCount(project.analysis)).toBe(3)
    expect(project.components.map(({ name }) => name)).toEqual([
      'Component 1',
      'Component 2',
      'Component 3',
      'clarinet 1',
      'clarinet 2',
      'clarinet 3',
      'Trumpet 1',
      'Trumpet 2',
      'Noise 1',
    ])
  })

  it('without anything learned has nothing grouped', () => {
    const project = projectWith([])
    expect([project.sources, project.noise.components]).toEqual([[], []])
    expect(freeComponentCount(project.analysis)).toBe(9)
  })

  it('comes back from its manifest, with the longest of names too', () => {
    const name = 'x'.repeat(200)
    const project = projectWith([...learned, { name, kind: 'source', start: 1, end: 2, components: [0] }])
    expect(parseManifest(JSON.parse(JSON.stringify(toManifest(project, {}))))).toEqual(project)
  })

  it.each([
    ['a component that is not there', { components: [9] }],
    ['no components', { components: [] }],
    ['an end before its start', { start: 30 }],
    ['another kind', { kind: 'voice' }],
    ['a control character in its name', { name: 'a\u0007' }],
  ])('is damaged when a learned stretch has %s', (_, change) => {
    const manifest = JSON.parse(JSON.stringify(toManifest(projectWith(learned), {}))) as {
      analysis: { learned: object[] }
    }
    Object.assign(manifest.analysis.learned[1], change)
    expect(() => parseManifest(manifest)).toThrow(
      expect.objectContaining({ code: 'damaged-project' }) as Error,
    )
  })
})
