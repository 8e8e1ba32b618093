import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ShellacError } from '../contract/errors'
import type { Edit } from './edits'
import {
  assignToNoise,
  assignToSource,
  createSource,
  recolourComponent,
  recolourSource,
  removeSource,
  renameComponent,
  renameSource,
  setGain,
  setMute,
  setNoiseAmount,
  setPan,
  setPanLaw,
  setSolo,
  setSource,
  spreadSources,
  ungroup,
} from './edits'
import type { Project } from './project'
import { findSourceByName, okabeIto, ungroupedComponents } from './project'
import { sampleProject } from './sampleProject.testSupport'

function refusal(edit: Edit): ShellacError {
  try {
    edit(sampleProject())
  } catch (error) {
    if (error instanceof ShellacError) return error
    throw error
  }
  throw new Error('the edit was accepted')
}

function placesOf(project: Project, component: number): number {
  const groups = [...project.sources.map((source) => source.components), project.noise.components]
  return groups.flat().filter((it) => it === component).length
}

describe('moving components', () => {
  it('creating a source takes its components out of where they were', () => {
    const project = createSource('Band', [2, 0])(sampleProject())
    expect(project.sources.map((source) => source.components)).toEqual([[], [0, 2]])
    expect(project.noise.components).toEqual([])
  })

  it('setting a source replaces its components and keeps its pan', () => {
    const panned = setPan('source-1', -40)(sampleProject())
    const project = setSource('Voice', [1])(panned)
    expect(project.sources).toHaveLength(1)
    expect(project.sources[0]).toMatchObject({ id: 'source-1', components: [1], pan: -40 })
    expect(ungroupedComponents(project)).toEqual([0])
  })

  it('setting a source of a new name creates it', () => {
    expect(findSourceByName(setSource('Band', [1])(sampleProject()), 'Band')?.components).toEqual([1])
  })

  it('a source takes components out of where they were and keeps its own', () => {
    const project = assignToSource('source-1', [2, 1])(sampleProject())
    expect(project.sources[0].components).toEqual([0, 1, 2])
    expect(project.noise.components).toEqual([])
    for (const component of [0, 1, 2]) expect(placesOf(project, component)).toBe(1)
    expect(refusal(assignToSource('nobody', [1])).message).toContain('"nobody"')
  })

  it('noise takes a component out of its source', () => {
    const project = assignToNoise([0])(sampleProject())
    expect(project.noise.components).toEqual([0, 2])
    expect(project.sources[0].components).toEqual([])
  })

  it('assigning the same component to the noise again changes nothing', () => {
    expect(assignToNoise([2])(sampleProject())).toEqual(sampleProject())
  })

  it('ungrouped components are in no source and not in the noise', () => {
    expect(ungroupedComponents(ungroup([0, 2])(sampleProject()))).toEqual([0, 1, 2])
  })

  it('removing a source ungroups its components', () => {
    const project = removeSource('source-1')(sampleProject())
    expect(project.sources).toEqual([])
    expect(ungroupedComponents(project)).toEqual([0, 1])
  })

  it('after any edits every component is in at most one place and ids and colours of up to 8 sources differ', () => {
    const components = fc.uniqueArray(fc.integer({ min: 0, max: 2 }))
    const edit = fc.oneof(
      fc.record({ kind: fc.constant('set'), name: fc.constantFrom('a', 'b', 'c', 'd'), components }),
      fc.record({ kind: fc.constant('noise'), name: fc.constant(''), components }),
      fc.record({ kind: fc.constant('ungroup'), name: fc.constant(''), components }),
      fc.record({ kind: fc.constant('remove'), name: fc.constant(''), components }),
    )
    const apply = (project: Project, step: { kind: string; name: string; components: number[] }): Project => {
      if (step.kind === 'set') return setSource(step.name, step.components)(project)
      if (step.kind === 'noise') return assignToNoise(step.components)(project)
      if (step.kind === 'ungroup') return ungroup(step.components)(project)
      return project.sources.length > 0 ? removeSource(project.sources[0].id)(project) : project
    }
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 20 }), (steps) => {
        const project = steps.reduce(apply, sampleProject())
        for (const component of [0, 1, 2]) expect(placesOf(project, component)).toBeLessThanOrEqual(1)
        expect(new Set(project.sources.map((source) => source.id)).size).toBe(project.sources.length)
        expect(new Set(project.sources.map((source) => source.colour)).size).toBe(project.sources.length)
      }),
    )
  })

  it('an edit leaves the project it was given unchanged', () => {
    const project = sampleProject()
    const before = structuredClone(project)
    setGain('source-1', -6)(assignToNoise([0, 1])(project))
    expect(project).toEqual(before)
  })
})

describe('sources', () => {
  it('new sources take the Okabe-Ito colours in order, from the beginning after the eighth', () => {
    const names = Array.from({ length: 9 }, (_, i) => `Part ${i}`)
    const project = names.reduce(
      (it, name) => createSource(name, [])(it),
      removeSource('source-1')(sampleProject()),
    )
    expect(project.sources.map((source) => source.colour)).toEqual([...okabeIto, okabeIto[0]])
  })

  it('names are trimmed, stored in NFC and found in any form', () => {
    const project = renameSource('source-1', ' Cafe\u0301 ')(sampleProject())
    expect(project.sources[0].name).toBe('Caf\u00e9')
    expect(findSourceByName(project, 'Cafe\u0301')?.id).toBe('source-1')
  })

  it('a source may be renamed to its own name, but not to that of another', () => {
    const project = createSource('Band', [])(sampleProject())
    expect(renameSource('source-1', 'Voice')(project)).toEqual(project)
    expect(() => renameSource('source-1', 'Band')(project)).toThrow(/already/)
  })

  it('pan, gain, mute, solo, noise amount, pan law and component names are set as given', () => {
    const edits = [
      setPan('source-1', -100),
      setGain('source-1', -Infinity),
      setMute('source-1', true),
      setSolo('source-1', true),
      setNoiseAmount(12.5),
      setPanLaw(-4.5),
      renameComponent(1, 'Crackle'),
    ]
    const project = edits.reduce((it, edit) => edit(it), sampleProject())
    expect(project.sources[0]).toMatchObject({ pan: -100, gain: -Infinity, mute: true, solo: true })
    expect(project.noise.amount).toBe(12.5)
    expect(project.mix.panLaw).toBe(-4.5)
    expect(project.components.map((it) => it.name)).toEqual(['Component 1', 'Crackle', 'Component 3'])
  })
})

describe('refusals name the value and the rule', () => {
  it.each([
    ['pan', setPan('source-1', 101), '101', '-100..100'],
    ['pan that is no number', setPan('source-1', NaN), 'NaN', '-100..100'],
    ['gain', setGain('source-1', 25), '25', '-120..24 or -inf'],
    ['gain of plus infinity', setGain('source-1', Infinity), 'Infinity', '-120..24'],
    ['noise amount', setNoiseAmount(-1), '-1', '0..100'],
    ['pan law', setPanLaw(-2), '-2', '0, -3, -4.5, -6'],
    ['component number', createSource('Band', [3]), 'Component 4', '1..3'],
    ['negative component number', ungroup([-1]), 'Component 0', '1..3'],
    ['fractional component number', assignToNoise([0.5]), 'Component 1.5', '1..3'],
    ['component named twice', setSource('Band', [1, 1]), 'Component 2', 'twice'],
    ['empty name', createSource('  ', []), '"  "', '1..200'],
    ['control character in a name', renameComponent(0, 'a\nb'), '"a\\nb"', 'control characters'],
    ['name that is taken', createSource('Voice', []), '"Voice"', 'must differ'],
    ['unknown source', setMute('source-9', true), '"source-9"', 'no source'],
  ])('%s', (...[, edit, value, rule]) => {
    const error = refusal(edit)
    expect(error.code).toBe('bad-argument')
    expect(error.message).toContain(value)
    expect(error.message).toContain(rule)
  })
})

describe('spreading sources', () => {
  const three = (project: Project): Project => createSource('C', [2])(createSource('B', [1])(project))

  it('puts them at equal distances from left to right', () => {
    expect(spreadSources(60)(three(sampleProject())).sources.map((source) => source.pan)).toEqual([
      -60, 0, 60,
    ])
  })

  it('with no width, or only one source, is the centre', () => {
    const centred = spreadSources(0)(three(sampleProject())).sources.map((source) => source.pan)
    expect(centred).toEqual([0, 0, 0])
    expect(Object.is(centred[0], 0)).toBe(true)
    expect(spreadSources(60)(setPan('source-1', 30)(sampleProject())).sources[0].pan).toBe(0)
  })

  it('refuses a width beyond the loudspeakers', () => {
    expect(refusal(spreadSources(101)).message).toContain('0..100')
  })
})

describe('colours', () => {
  it('are stored in lower case', () => {
    expect(recolourSource('source-1', '#56B4E9')(sampleProject()).sources[0].colour).toBe('#56b4e9')
    expect(recolourComponent(1, '#D55E00')(sampleProject()).components[1].colour).toBe('#d55e00')
  })

  it('that are none are refused', () => {
    for (const colour of ['red', '#fff', '#12345g', '']) {
      expect(refusal(recolourComponent(0, colour)).code).toBe('bad-argument')
    }
  })
})
