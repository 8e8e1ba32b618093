import fc from 'fast-check'
import { expect, it } from 'vitest'
import { columnsOver } from './frameColumns'

const grid = { secondsPerFrame: 0.01, firstFrame: -0.005 }

it('columns cover all frames that overlap the range, in order, as many as there is room for', () => {
  const seconds = fc.double({ min: 0, max: 10, noNaN: true })
  fc.assert(
    fc.property(seconds, seconds, fc.integer({ min: 1, max: 500 }), (a, b, most) => {
      const range = { start: Math.min(a, b), end: Math.max(a, b) + 1e-6 }
      const { from, to, group, count, time } = columnsOver(range, { grid, frameCount: 1002 }, most)
      expect(count).toBeLessThanOrEqual(most)
      expect(from + count * group).toBeGreaterThanOrEqual(to)
      expect(from + (count - 1) * group).toBeLessThan(to)
      expect(time.start).toBeLessThanOrEqual(range.start + 1e-9)
      expect(time.end).toBeGreaterThanOrEqual(range.end - 1e-9)
      expect(time.start).toBeGreaterThan(range.start - 0.0101)
    }),
  )
})
