import { describe, expect, it } from 'vitest'
import { assignToNoise, createSource, renameComponent } from './edits'
import { createProject, type Project } from './project'
import { sampleProject } from './sampleProject.testSupport'
import { parseManifest, toManifest } from './schema'
import { requireSplit, splitProject, type Split } from './splitEdit'

function fresh(componentCount: number): Project {
  const sample = sampleProject()
  return createProject({ ...sample, analysis: { ...sample.analysis, componentCount } })
}
const { agreement: _, refinements: __, ...decomposition } = sampleProject().decomposition
const split = (project: Project, it: Split) => splitProject(project, it, decomposition)
const names = (project: Project) => project.components.map(({ name }) => name)

describe('a split project', () => {
  it('keeps the pieces in the source of the component, and all else where it was', () => {
    const project = assignToNoise([3])(createSource('Reeds', [1, 2])(fresh(4)))
    const result = split(project, { components: [1], into: 3 })
    expect(names(result)).toEqual([
      'Component 1',
      'Component 2 a',
      'Component 3',
      'Component 4',
      'Component 2 b',
      'Component 2 c',
    ])
    expect(result.sources[0]).toEqual({ ...project.sources[0], components: [1, 2, 4, 5] })
    expect(result.noise.components).toEqual([3])
    expect(result.analysis.componentCount).toBe(6)
  })

  it('names the pieces of a whole source after it, and those of a named component after that', () => {
    const project = createSource('Reeds', [0, 2])(renameComponent(1, 'Hum')(fresh(3)))
    expect(names(split(project, { components: [0, 2], into: 2 }))).toEqual(['Reeds a', 'Hum', 'Reeds b'])
    expect(names(split(project, { components: [1], into: 2 }))[1]).toBe('Hum a')
  })

  it('renumbers only what was never named', () => {
    const project = renameComponent(3, 'Component 4 (the good one)')(fresh(5))
    const result = split(createSource('All', [0, 1, 2])(project), { components: [0, 1, 2], into: 1 })
    expect(names(result)).toEqual(['All', 'Component 4 (the good one)', 'Component 3'])
  })

  it('says what was done, and can be saved', () => {
    const once = split(fresh(3), { components: [1], into: 2 })
    const twice = split(once, { components: [0], into: 2 })
    expect(twice.decomposition.refinements).toEqual([
      { kind: 'split', components: [1], into: 2 },
      { kind: 'split', components: [0], into: 2 },
    ])
    expect(parseManifest(JSON.parse(JSON.stringify(toManifest(twice, {}))))).toEqual(twice)
  })

  it.each([
    [{ components: [7], into: 2 }, 'Component 8 does not exist'],
    [{ components: [], into: 2 }, 'No component is named'],
    [{ components: [1, 1], into: 2 }, 'named twice'],
    [{ components: [1], into: 1 }, 'allowed is 2..20'],
    [{ components: [1], into: 21 }, 'allowed is 2..20'],
    [{ components: [0, 1], into: 2 }, 'in different places'],
  ])('is refused for %j', (it, message) => {
    const project = createSource('Reeds', [0])(fresh(3))
    expect(() => requireSplit(project, it)).toThrow(message)
  })
})
