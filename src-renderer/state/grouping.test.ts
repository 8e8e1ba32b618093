import type { Edit } from '@core/project/edits'
import { sampleProject } from '@core/project/sampleProject.testSupport'
import { expect, it } from 'vitest'
import { assignToNoise, assignToSourceNumber, dropHint, dropOn, newSource, ungroup } from './grouping'

/** 'Voice' has component 0, the noise has 2, 1 is nowhere. */
function sampleWork() {
  const labels: string[] = []
  const work = {
    project: sampleProject(),
    edit(label: string, edit: Edit) {
      labels.push(label)
      work.project = edit(work.project)
    },
  }
  const members = (): (readonly number[])[] => work.project.sources.map(({ components }) => components)
  return { work, labels, members }
}

it('the number of a strip puts components there, the next number makes a source, and so do all further', () => {
  const { work, labels, members } = sampleWork()
  assignToSourceNumber(work, [1, 2], 1)
  expect(members()).toEqual([[0, 1, 2]])
  assignToSourceNumber(work, [1], 2)
  assignToSourceNumber(work, [2], 9)
  expect(members()).toEqual([[0], [1], [2]])
  expect(labels).toEqual([
    'Put 2 components in Voice',
    'Put 1 component in Source 1',
    'Put 1 component in Source 2',
  ])
})

it('what changes nothing is no step of undo', () => {
  const { work, labels } = sampleWork()
  assignToSourceNumber(work, [0], 1)
  assignToNoise(work, [2])
  ungroup(work, [1])
  ungroup(work, [])
  assignToNoise(work, [])
  expect(labels).toEqual([])
})

it('taking out is about those only that are somewhere', () => {
  const { work, labels, members } = sampleWork()
  ungroup(work, [0, 1])
  expect(labels).toEqual(['Take 1 component out of Voice'])
  expect(members()).toEqual([[]])
})

it('a source of nothing can be made', () => {
  const { work, labels, members } = sampleWork()
  newSource(work, [])
  expect(labels).toEqual(['Make Source 1'])
  expect(members()).toEqual([[0], []])
})

it('a drop does what the key of its target does', () => {
  const { work, labels } = sampleWork()
  dropOn(work, [1], { kind: 'source', id: work.project.sources[0].id })
  dropOn(work, [0, 1], { kind: 'noise' })
  dropOn(work, [0, 1], { kind: 'ungrouped' })
  dropOn(work, [0, 1], { kind: 'new-source' })
  expect(labels).toEqual([
    'Put 1 component in Voice',
    'Put 2 components in Noise',
    'Take 2 components out of Noise',
    'Put 2 components in Source 1',
  ])
})

it('without a project nothing happens', () => {
  const labels: string[] = []
  const work = { project: null, edit: (label: string) => void labels.push(label) }
  assignToSourceNumber(work, [0], 1)
  assignToNoise(work, [0])
  ungroup(work, [0])
  newSource(work, [0])
  expect(labels).toEqual([])
})

it('what a drop would do is said with the name of its target', () => {
  const { work } = sampleWork()
  expect(dropHint(work, { kind: 'source', id: work.project.sources[0].id })).toBe('Put in Voice')
  expect(dropHint(work, null)).toBe('Drop on a source')
})
