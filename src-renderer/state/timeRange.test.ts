import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { moved, zoomed } from './timeRange'

const duration = 60
const ranges = fc
  .tuple(fc.double({ min: 0, max: 50, noNaN: true }), fc.double({ min: 0.1, max: 10, noNaN: true }))
  .map(([start, length]) => ({ start, end: start + length }))

describe('the visible range', () => {
  it('stays within the recording however it is moved', () => {
    fc.assert(
      fc.property(ranges, fc.double({ min: -200, max: 200, noNaN: true }), (range, seconds) => {
        const { start, end } = moved(range, seconds, duration)
        expect(start).toBeGreaterThanOrEqual(0)
        expect(end).toBeLessThanOrEqual(duration + 1e-9)
        expect(end - start).toBeCloseTo(range.end - range.start, 9)
      }),
    )
  })

  it('keeps the time under the pointer in its place when there is room', () => {
    const range = zoomed({ start: 20, end: 40 }, 0.5, { centre: 25, duration })
    expect(range).toEqual({ start: 22.5, end: 32.5 })
  })

  it('zoomed out far enough is the whole recording', () => {
    expect(zoomed({ start: 20, end: 40 }, 4, { centre: 30, duration })).toBeNull()
  })
})
