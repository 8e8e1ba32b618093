import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { timeToX, xToTime } from '@core/pictures/timeAxis'
import { isAlongTime, rangeAfterDrag, rangeAfterPinch, rangeAfterWheel } from './timeMoves'

const still = { deltaX: 0, deltaY: 0, deltaMode: 0, ctrlKey: false, metaKey: false, shiftKey: false }
const axis = { range: { start: 10, end: 20 }, duration: 30, width: 500 }

describe('the wheel', () => {
  it('zooms with Ctrl or Cmd around the time under the pointer', () => {
    for (const wheel of [
      { ...still, ctrlKey: true },
      { ...still, metaKey: true },
    ]) {
      const range = rangeAfterWheel({ ...wheel, deltaY: -240 }, 100, axis)
      expect(range).toEqual({ start: 11, end: 16 })
      expect(xToTime(100, range ?? axis.range, 500)).toBe(12)
    }
  })

  it('shows everything when it is turned out far enough', () => {
    expect(rangeAfterWheel({ ...still, ctrlKey: true, deltaY: 1000 }, 250, axis)).toBeNull()
  })

  it('pans by the greater direction, by pixels or lines, and stays within the recording', () => {
    expect(rangeAfterWheel({ ...still, deltaX: 50, deltaY: 10 }, 0, axis)).toEqual({ start: 11, end: 21 })
    expect(rangeAfterWheel({ ...still, deltaY: -5, deltaMode: 1 }, 0, axis)?.start).toBeCloseTo(8.4, 9)
    expect(rangeAfterWheel({ ...still, deltaY: 5000 }, 0, axis)).toEqual({ start: 20, end: 30 })
  })

  it('leaves the whole recording whole when there is nothing to pan', () => {
    const whole = { ...axis, range: { start: 0, end: 30 } }
    expect(rangeAfterWheel({ ...still, deltaY: 40 }, 0, whole)).toBeNull()
  })

  it('goes along the time axis by its direction, or by Shift', () => {
    expect(isAlongTime({ ...still, deltaX: 9, deltaY: 3 })).toBe(true)
    expect(isAlongTime({ ...still, deltaX: 3, deltaY: 9 })).toBe(false)
    expect(isAlongTime({ ...still, deltaY: 9, shiftKey: true })).toBe(true)
  })
})

describe('a drag', () => {
  it('takes the time under the pointer along, as far as the recording goes', () => {
    const range = rangeAfterDrag(-50, axis)
    expect(range).toEqual({ start: 11, end: 21 })
    expect(xToTime(150, range ?? axis.range, 500)).toBe(xToTime(200, axis.range, 500))
    expect(rangeAfterDrag(5000, axis)).toEqual({ start: 0, end: 10 })
  })
})

describe('two fingers', () => {
  it('keep the times that they hold, wherever they go', () => {
    const long = { range: { start: 400, end: 410 }, duration: 1000, width: 500 }
    const fingers = fc
      .tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 40, max: 200 }))
      .map(([left, spread]) => [left, left + spread] as const)
    fc.assert(
      fc.property(fingers, fingers, ([a, b], places) => {
        const times = [xToTime(a, long.range, 500), xToTime(b, long.range, 500)] as const
        const range = rangeAfterPinch({ times, places }, long)
        if (range === null) throw new Error('everything is seen')
        expect(timeToX(times[0], range, 500)).toBeCloseTo(places[0], 6)
        expect(timeToX(times[1], range, 500)).toBeCloseTo(places[1], 6)
      }),
    )
  })

  it('show everything when they come close, and never nothing', () => {
    expect(rangeAfterPinch({ times: [11, 19], places: [250, 251] }, axis)).toBeNull()
    const range = rangeAfterPinch({ times: [15, 15.000001], places: [0, 500] }, axis)
    expect(range && range.end - range.start).toBeGreaterThan(0.01)
  })
})
