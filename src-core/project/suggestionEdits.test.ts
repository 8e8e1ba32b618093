import { describe, expect, it } from 'vitest'
import type { Suggestion } from '../separation/suggest'
import { assignToNoise, createSource } from './edits'
import { createProject, type Project } from './project'
import { sampleProject } from './sampleProject.testSupport'
import { applySuggestions, openSuggestions } from './suggestionEdits'

function fresh(componentCount: number): Project {
  const sample = sampleProject()
  return createProject({ ...sample, analysis: { ...sample.analysis, componentCount } })
}
const suggestion = (kind: Suggestion['kind'], ...components: readonly number[]): Suggestion => ({
  kind,
  components,
  confidence: 0.9,
  reason: 'Because.',
})
const sourcesOf = (project: Project): Record<string, readonly number[]> =>
  Object.fromEntries(project.sources.map(({ name, components }) => [name, components]))

describe('applying suggestions', () => {
  it('puts noise in the noise, bass in one source, and a set that sounds together in another', () => {
    const applied = applySuggestions([
      suggestion('bass', 0),
      suggestion('bass', 3),
      suggestion('noise', 5),
      suggestion('together', 1, 4),
    ])(fresh(6))
    expect(applied.noise.components).toEqual([5])
    expect(sourcesOf(applied)).toEqual({ Bass: [0, 3], Together: [1, 4] })
  })

  it('makes of the order of pitch a source of each that is left, the lowest near the centre', () => {
    const applied = applySuggestions([suggestion('pitch', 2, 0, 3, 1), suggestion('noise', 3)])(fresh(4))
    expect(sourcesOf(applied)).toEqual({ 'Component 3': [2], 'Component 1': [0], 'Component 2': [1] })
    expect(Math.abs(applied.sources[0].pan)).toBeLessThan(Math.abs(applied.sources[2].pan))
  })

  it('moves nothing that the person has put somewhere', () => {
    const arranged = assignToNoise([0])(createSource('Voice', [1])(fresh(3)))
    const all = [suggestion('bass', 0), suggestion('noise', 1), suggestion('together', 0, 1, 2)]
    expect(openSuggestions(arranged, all)).toEqual([])
    const applied = applySuggestions(all.slice(0, 2))(arranged)
    expect(applied).toEqual(arranged)
  })

  it('adds to a source of that name and does not take a name twice', () => {
    const arranged = createSource('Together', [])(createSource('Bass', [0])(fresh(5)))
    const applied = applySuggestions([suggestion('bass', 1), suggestion('together', 2, 3)])(arranged)
    expect(sourcesOf(applied)).toEqual({ Bass: [0, 1], Together: [], 'Together 2': [2, 3] })
  })

  it('only tells of unused components', () => {
    const project = fresh(2)
    expect(openSuggestions(project, [suggestion('unused', 1)])).toHaveLength(1)
    expect(applySuggestions([suggestion('unused', 1)])(project)).toEqual(project)
  })
})
