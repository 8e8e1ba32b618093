import { frameStart } from '../spectral/framing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatTime, frameGridOf, shownRange, timeTicks, timeToFrame, timeToX, xToTime } from './timeAxis'

const anyRange = fc
  .record({
    start: fc.double({ min: 0, max: 7200, noNaN: true }),
    length: fc.double({ min: 0.05, max: 20_000, noNaN: true }),
  })
  .map(({ start, length }) => ({ start, end: start + length }))
const anyWidth = fc.integer({ min: 100, max: 4000 })

describe('the axis', () => {
  it('comes back from pixels to the same time', () => {
    fc.assert(
      fc.property(anyRange, anyWidth, fc.double({ min: 0, max: 1, noNaN: true }), (range, width, share) => {
        const seconds = range.start + share * (range.end - range.start)
        expect(xToTime(timeToX(seconds, range, width), range, width)).toBeCloseTo(seconds, 6)
      }),
    )
  })

  it('shows everything when nothing was chosen, and never an empty range', () => {
    expect(shownRange(null, 30)).toEqual({ start: 0, end: 30 })
    expect(shownRange({ start: 2, end: 3 }, 30)).toEqual({ start: 2, end: 3 })
    const { start, end } = shownRange(null, 0)
    expect(end).toBeGreaterThan(start)
  })
})

describe('ticks', () => {
  it('lie within the range, ascending, and their labels have room and differ', () => {
    fc.assert(
      fc.property(anyRange, anyWidth, (range, width) => {
        const ticks = timeTicks(range, width)
        for (const [index, { seconds }] of ticks.entries()) {
          expect(seconds).toBeGreaterThanOrEqual(range.start - 1e-5)
          expect(seconds).toBeLessThanOrEqual(range.end + 1e-5)
          if (index > 0) expect(seconds).toBeGreaterThan(ticks[index - 1].seconds)
        }
        const labelled = ticks.filter(({ label }) => label !== '')
        expect(new Set(labelled.map(({ label }) => label)).size).toBe(labelled.length)
        for (const [index, { seconds }] of labelled.entries()) {
          if (index === 0) continue
          const distance = timeToX(seconds, range, width) - timeToX(labelled[index - 1].seconds, range, width)
          expect(distance).toBeGreaterThan(75.9)
        }
      }),
    )
  })

  it('are at round times', () => {
    const labels = timeTicks({ start: 0, end: 30 }, 800).map(({ label }) => label)
    expect(labels.filter(Boolean)).toEqual(['0:00', '0:05', '0:10', '0:15', '0:20', '0:25', '0:30'])
    expect(
      timeTicks({ start: 61.1, end: 61.5 }, 400)
        .map(({ label }) => label)
        .filter(Boolean),
    ).toEqual(['1:01.1', '1:01.2', '1:01.3', '1:01.4', '1:01.5'])
  })
})

describe('a written time', () => {
  it.each([
    [0, 1, '0:00'],
    [7.4, 1, '0:07'],
    [187, 1, '3:07'],
    [3727, 1, '1:02:07'],
    [187.25, 0.05, '3:07.25'],
    [59.96, 0.1, '1:00.0'],
    [3599.9996, 0.001, '1:00:00.000'],
  ])('%d s to %d s is %s', (seconds, resolution, text) => {
    expect(formatTime(seconds, resolution)).toBe(text)
  })
})

describe('frames', () => {
  it.each([
    { windowLength: 1024, hop: 512 },
    { windowLength: 1024, hop: 256 },
    { windowLength: 256, hop: 32 },
  ])('are where their middles are: $windowLength, $hop', (framing) => {
    const sampleRate = 11_025
    const grid = frameGridOf(framing, sampleRate)
    for (const frame of [0, 1, 77]) {
      const middle = (frameStart(framing, frame) + framing.windowLength / 2) / sampleRate
      expect(timeToFrame(middle, grid)).toBeCloseTo(frame, 9)
    }
  })
})
