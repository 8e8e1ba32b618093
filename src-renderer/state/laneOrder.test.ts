import { expect, it } from 'vitest'
import { laneOrderOf } from './laneOrder'

const components = [
  { energyShare: 0.2, centroidHz: 900, peaksHz: [] },
  { energyShare: 0.5, centroidHz: 100, peaksHz: [] },
  { energyShare: 0.2, centroidHz: 400, peaksHz: [] },
]

it('lanes rise in pitch, or fall in energy, equal ones in the order of their numbers', () => {
  expect(laneOrderOf(components, 'pitch')).toEqual([1, 2, 0])
  expect(laneOrderOf(components, 'energy')).toEqual([1, 0, 2])
  expect(laneOrderOf(components, 'number')).toEqual([0, 1, 2])
})
