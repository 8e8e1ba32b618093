import { expect, it } from 'vitest'
import { edgeScroll } from './edgeScroll'

const box = { left: 100, right: 900 }

it('in the middle nothing scrolls; towards the edges it scrolls ever faster, up to a limit', () => {
  expect(edgeScroll(500, box)).toBe(0)
  const [far, near, beyond, wayBeyond] = [860, 890, 900, 2000].map((x) => edgeScroll(x, box))
  expect(far).toBeGreaterThan(0)
  expect(near).toBeGreaterThan(far)
  expect(beyond).toBeGreaterThan(near)
  expect(wayBeyond).toBe(beyond)
})

it('the left edge is the right edge mirrored', () => {
  expect(edgeScroll(110, box)).toBe(-edgeScroll(890, box))
})
