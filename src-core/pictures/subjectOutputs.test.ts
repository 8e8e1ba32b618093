import { expect, it } from 'vitest'
import { setGain, setMute, setNoiseAmount, setPan } from '../project/edits'
import { sampleProject } from '../project/sampleProject.testSupport'
import { mixWeights } from '../separation/mixdown'
import { subjectOutputs } from './subjectOutputs'

/** Component 1 in a source, 2 ungrouped, 3 in the noise. */
const project = sampleProject()
const [{ id }] = project.sources
const weights = (...given: Parameters<typeof subjectOutputs>): number[][] | null =>
  subjectOutputs(...given)?.map((output) => [...output]) ?? null

it('a component and a source are what was separated, whatever the mix does with them', () => {
  expect(weights(project, { kind: 'component', component: 1 })).toEqual([[0, 1, 0]])
  const mixed = [setMute(id, true), setGain(id, -6), setPan(id, -50)].reduce((it, edit) => edit(it), project)
  expect(weights(mixed, { kind: 'source', id })).toEqual([[1, 0, 0]])
  expect(weights(project, { kind: 'source', id: 'gone' })).toEqual([[0, 0, 0]])
})

it('what is removed is the noise as far as it is turned down', () => {
  expect(weights(setNoiseAmount(25)(project), { kind: 'removed' })).toEqual([[0, 0, 0.75]])
})

it('clicks that were removed before are among what is removed, and can be had alone', () => {
  const declicked = { ...project, analysis: { ...project.analysis, declick: { threshold: 5 } } }
  expect(weights(setNoiseAmount(25)(declicked), { kind: 'removed' })).toEqual([[0, 0, 0.75, 1]])
  expect(weights(declicked, { kind: 'clicks' })).toEqual([[0, 0, 0, 1]])
})

it('the remaster is left and right of the mix, and the original no output at all', () => {
  const panned = setPan(id, 80)(project)
  expect(weights(panned, { kind: 'remaster' })).toEqual(
    mixWeights({ ...panned, panLaw: panned.mix.panLaw }).map((channel) => [...channel]),
  )
  expect(weights(project, { kind: 'original' })).toBeNull()
})
