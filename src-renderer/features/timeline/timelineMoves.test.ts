import { describe, expect, it } from 'vitest'
import { xToTime } from '@core/pictures/timeAxis'
import { positionAfterKey, rangeAfterWheel, revealing } from './timelineMoves'

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
})

describe('keys of the position', () => {
  const after = (key: string, isFine = false): number | null =>
    positionAfterKey(key, 25, { duration: 30, isFine })

  it('step, page and go to the ends, and never leave the recording', () => {
    expect(['ArrowRight', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End'].map((key) => after(key))).toEqual(
      [26, 24, 30, 15, 0, 30],
    )
    expect(after('ArrowLeft', true)).toBeCloseTo(24.9, 9)
  })

  it('are no others', () => {
    expect(['a', ' ', 'Enter', 'toString'].map((key) => after(key))).toEqual([null, null, null, null])
  })
})

describe('revealing a position', () => {
  it('moves nothing while it is seen, else just as far as needed', () => {
    expect(revealing({ start: 5, end: 10 }, 7, 30)).toEqual({ start: 5, end: 10 })
    expect(revealing({ start: 5, end: 10 }, 10.5, 30)).toEqual({ start: 10.5, end: 15.5 })
    expect(revealing({ start: 5, end: 10 }, 2, 30)).toEqual({ start: 2, end: 7 })
    expect(revealing({ start: 5, end: 10 }, 29, 30)).toEqual({ start: 25, end: 30 })
  })
})
