import { createSource } from '@core/project/edits'
import { sampleProject } from '@core/project/sampleProject.testSupport'
import { expect, it } from 'vitest'
import {
  countComponents,
  freeSourceName,
  placeName,
  placeOf,
  putLabel,
  sourceLetter,
  takeOutLabel,
} from './groupingLabels'

it('one is a component, others are components', () => {
  expect([0, 1, 2].map(countComponents)).toEqual(['0 components', '1 component', '2 components'])
  expect(putLabel(2, 'Clarinet')).toBe('Put 2 components in Clarinet')
})

it('taking out names the group, or how many there were', () => {
  const project = sampleProject()
  expect(takeOutLabel(project, [0])).toBe('Take 1 component out of Voice')
  expect(takeOutLabel(project, [2])).toBe('Take 1 component out of Noise')
  expect(takeOutLabel(project, [0, 2])).toBe('Take 2 components out of 2 groups')
})

it('a component is in its source, in the noise, or nowhere', () => {
  const project = sampleProject()
  const names = project.components.map((_, component) => placeName(project, placeOf(project, component)))
  expect(names).toEqual(['Voice', null, 'Noise'])
})

it('a new source has the first free number, whatever the case of the taken ones', () => {
  expect(freeSourceName(sampleProject())).toBe('Source 1')
  const named = ['SOURCE 1', 'Source 3'].reduce((it, name) => createSource(name, [])(it), sampleProject())
  expect(freeSourceName(named)).toBe('Source 2')
  expect(createSource(freeSourceName(named), [])(named).sources).toHaveLength(4)
})

it('the letters of sources go on after Z and never repeat', () => {
  expect([0, 1, 25, 26, 27, 51, 52].map(sourceLetter)).toEqual(['A', 'B', 'Z', 'AA', 'AB', 'AZ', 'BA'])
  expect(new Set(Array.from({ length: 1000 }, (_, index) => sourceLetter(index))).size).toBe(1000)
})
