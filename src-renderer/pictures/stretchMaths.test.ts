import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { timeToX, type TimeRange } from '@core/pictures/timeAxis'
import { isOutworn, isStretched, offsetOf, stretchOf, widened, widening } from './stretchMaths'

const anyRange = fc
  .record({
    start: fc.double({ min: 0, max: 100, noNaN: true }),
    length: fc.double({ min: 0.5, max: 50, noNaN: true }),
  })
  .map(({ start, length }): TimeRange => ({ start, end: start + length }))

it('a picture that was drawn for other times shows each of them where it belongs', () => {
  fc.assert(
    fc.property(anyRange, anyRange, fc.double({ min: 0, max: 1, noNaN: true }), (before, now, share) => {
      const drawn = widened(before)
      const seconds = drawn.start + share * (drawn.end - drawn.start)
      const width = 500
      const inPicture = timeToX(seconds, drawn, widening * width)
      const shown = offsetOf(drawn, now) * width + stretchOf(drawn, now) * inPicture
      expect(shown / width).toBeCloseTo(timeToX(seconds, now, 1), 6)
    }),
  )
})

describe('a picture is drawn anew', () => {
  const visible = { start: 10, end: 20 }
  const drawn = widened(visible)

  it('not while its times are still seen as they are', () => {
    expect(isOutworn(drawn, visible, 100)).toBe(false)
    expect(isStretched(drawn, visible)).toBe(false)
    expect(isOutworn(drawn, { start: 12, end: 22 }, 100)).toBe(false)
  })

  it('before one comes to its end, if the recording goes on there', () => {
    expect(isOutworn(drawn, { start: 14, end: 24 }, 100)).toBe(true)
    expect(isOutworn(drawn, { start: 14, end: 24 }, 24)).toBe(false)
    expect(isOutworn(drawn, { start: 6, end: 16 }, 100)).toBe(true)
    expect(isOutworn(widened({ start: 0, end: 10 }), { start: 0, end: 10 }, 100)).toBe(false)
  })

  it('when it is stretched or squeezed too far', () => {
    expect(isOutworn(drawn, { start: 13, end: 17 }, 100)).toBe(true)
    expect(isOutworn(drawn, { start: 12, end: 19.5 }, 100)).toBe(false)
    expect(isStretched(drawn, { start: 12, end: 19.5 })).toBe(true)
    expect(isOutworn(widened({ start: 0, end: 10 }), { start: 0, end: 17 }, 17)).toBe(true)
  })
})
