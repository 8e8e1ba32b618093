import { describe, expect, it } from 'vitest'
import { positionAfterKey, revealing } from './timelineMoves'

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
