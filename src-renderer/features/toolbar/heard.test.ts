import { describe, expect, it } from 'vitest'
import type { Project } from '@core/project/project'
import { heardAlone, optionByKey, wholeOptions as optionsOf } from './heard'

const project = {
  components: [{ name: 'Component 1' }, { name: 'Hiss' }],
  sources: [{ id: 's1', name: 'Clarinet' }],
  noise: { components: [1], amount: 0, smoothing: { milliseconds: 0, hertz: 0 }, filter: true },
  analysis: { declick: null },
} as unknown as Project
const quiet = {
  ...project,
  noise: { components: [], amount: 0, smoothing: { milliseconds: 0, hertz: 0 }, filter: true },
}

const wholeOptions = (of: Project | null) => optionsOf(of, (command) => `key of ${command}`)

const enabled = (of: Project | null) =>
  wholeOptions(of)
    .filter(({ isEnabled }) => isEnabled)
    .map(({ value }) => value)

describe('wholeOptions', () => {
  it('offers the remaster after the analysis and what is removed once there is noise', () => {
    expect(enabled(null)).toEqual(['original'])
    expect(enabled(quiet)).toEqual(['original', 'mix'])
    expect(enabled(project)).toEqual(['original', 'mix', 'removed'])
    const declicked = { ...quiet, analysis: { ...quiet.analysis, declick: { threshold: 5 } } }
    expect(enabled(declicked)).toEqual(['original', 'mix', 'removed'])
  })
})

describe('heardAlone', () => {
  it('names the component or the source', () => {
    expect(heardAlone({ kind: 'component', component: 1 }, project)).toBe('Hiss')
    expect(heardAlone({ kind: 'source', id: 's1' }, project)).toBe('Clarinet')
  })

  it('names nothing while the whole is heard or the one is gone', () => {
    expect(heardAlone({ kind: 'mix' }, project)).toBeNull()
    expect(heardAlone({ kind: 'source', id: 's9' }, project)).toBeNull()
    expect(heardAlone({ kind: 'component', component: 0 }, null)).toBeNull()
  })
})

describe('optionByKey', () => {
  it('goes round and round', () => {
    const options = wholeOptions(project)
    expect(optionByKey('ArrowRight', 0, options)).toBe(1)
    expect(optionByKey('ArrowDown', 2, options)).toBe(0)
    expect(optionByKey('ArrowLeft', 0, options)).toBe(2)
  })

  it('passes over what cannot be chosen', () => {
    const options = wholeOptions(quiet)
    expect(optionByKey('ArrowRight', 1, options)).toBe(0)
    expect(optionByKey('ArrowLeft', 0, options)).toBe(1)
    expect(optionByKey('ArrowRight', 0, wholeOptions(null))).toBeUndefined()
  })

  it('leaves other keys alone', () => {
    expect(optionByKey('Home', 0, wholeOptions(project))).toBeUndefined()
  })
})
