import { expect, it } from 'vitest'
import { extendedTo, neighbourOf } from './laneSelection'

const order = [4, 2, 0, 3, 1]

it('extending grows away from the anchor and shrinks back to it, either way', () => {
  expect(extendedTo({ order, selection: [0], anchor: 0 }, 1)).toBe(3)
  expect(extendedTo({ order, selection: [0, 3], anchor: 0 }, 1)).toBe(1)
  expect(extendedTo({ order, selection: [0, 3, 1], anchor: 0 }, -1)).toBe(3)
  expect(extendedTo({ order, selection: [0], anchor: 0 }, -1)).toBe(2)
  expect(extendedTo({ order, selection: [2, 0], anchor: 0 }, 1)).toBe(0)
})

it('nothing extends beyond the first and the last lane', () => {
  expect(extendedTo({ order, selection: [3, 1], anchor: 3 }, 1)).toBe(1)
  expect(extendedTo({ order, selection: [4, 2], anchor: 2 }, -1)).toBe(4)
  expect(neighbourOf(order, 1, 1)).toBe(1)
  expect(neighbourOf(order, 4, -1)).toBe(4)
})

it('without an anchor the first lane is meant, without lanes nothing', () => {
  expect(extendedTo({ order, selection: [], anchor: null }, 1)).toBe(4)
  expect(neighbourOf(order, null, -1)).toBe(4)
  expect(neighbourOf([], null, 1)).toBeUndefined()
})
