import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { highestLevelOf, tileColumns } from '@core/pictures/cells'
import { timeToX } from '@core/pictures/timeAxis'
import { coarserParts, columnsOf, levelFor, tilesWithin, timeOfTile, wantedTiles } from './tiles'

const anyLine = fc
  .record({
    secondsPerFrame: fc.double({ min: 0.002, max: 0.2, noNaN: true }),
    frameCount: fc.integer({ min: 1, max: 200_000 }),
  })
  .map(({ secondsPerFrame, frameCount }) => ({
    grid: { secondsPerFrame, firstFrame: secondsPerFrame / 2 },
    frameCount,
  }))
const anySeen = fc.record({
  line: anyLine,
  from: fc.double({ min: 0, max: 0.9, noNaN: true }),
  share: fc.double({ min: 0.001, max: 0.1, noNaN: true }),
  pixels: fc.integer({ min: 50, max: 4000 }),
})
type AnySeen = typeof anySeen extends fc.Arbitrary<infer Value> ? Value : never

function seenOf({ line, from, share, pixels }: AnySeen) {
  const duration = line.frameCount * line.grid.secondsPerFrame
  return { range: { start: from * duration, end: (from + share) * duration }, pixels }
}

describe('the level', () => {
  it('has columns of at least a pixel, and the next finer one has not', () => {
    fc.assert(
      fc.property(anySeen, (any) => {
        const { range, pixels } = seenOf(any)
        const { line } = any
        const level = levelFor({ range, pixels }, line)
        const columnWidth = (of: number): number => {
          const start = range.start + 2 ** of * line.grid.secondsPerFrame
          return timeToX(start, range, pixels)
        }
        if (level < highestLevelOf(line.frameCount)) expect(columnWidth(level)).toBeGreaterThan(1 - 1e-6)
        if (level > 0) expect(columnWidth(level - 1)).toBeLessThan(1 + 1e-6)
      }),
    )
  })
})

describe('tiles that are seen', () => {
  it('cover the range without a gap, and none lies beside it', () => {
    fc.assert(
      fc.property(anySeen, (any) => {
        const { range, pixels } = seenOf(any)
        const { line } = any
        const tiles = tilesWithin(range, levelFor({ range, pixels }, line), line)
        const times = tiles.map((place) => timeOfTile(place, line))
        const end = timeOfTile({ level: 0, tile: Math.ceil(line.frameCount / tileColumns) - 1 }, line).end
        expect(times[0].start).toBeLessThanOrEqual(range.start + 1e-9)
        expect(times[times.length - 1].end).toBeGreaterThanOrEqual(Math.min(end, range.end) - 1e-9)
        times.slice(1).forEach(({ start }, index) => expect(start).toBeCloseTo(times[index].end, 9))
        for (const time of times) {
          expect(time.end).toBeGreaterThan(range.start - 1e-9)
          expect(time.start).toBeLessThan(range.end + 1e-9)
        }
      }),
    )
  })

  it('are wanted first, nearest to the middle, then their neighbours, then the whole', () => {
    const line = { grid: { secondsPerFrame: 0.01, firstFrame: 0 }, frameCount: 10_000 }
    const wanted = wantedTiles({ range: { start: 40, end: 44.5 }, pixels: 450 }, line)
    expect(wanted.map(({ level, tile }) => [level, tile])).toEqual([
      [0, 32],
      [0, 33],
      [0, 31],
      [0, 34],
      [0, 35],
      [0, 30],
      [highestLevelOf(10_000), 0],
    ])
  })

  it('of the whole recording are wanted once each', () => {
    const line = { grid: { secondsPerFrame: 0.01, firstFrame: 0 }, frameCount: 100 }
    expect(wantedTiles({ range: { start: 0, end: 1 }, pixels: 10 }, line)).toEqual([{ level: 0, tile: 0 }])
    expect(wantedTiles({ range: { start: 0, end: 1 }, pixels: 10 }, { ...line, frameCount: 0 })).toEqual([])
  })
})

it('parts of coarser tiles show the same time', () => {
  fc.assert(
    fc.property(anyLine, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (line, share) => {
      const tile = Math.floor(share * Math.ceil(line.frameCount / tileColumns))
      const time = timeOfTile({ level: 0, tile }, line)
      const [self, ...coarser] = coarserParts({ level: 0, tile }, line)
      expect(self).toEqual({
        level: 0,
        tile,
        from: 0,
        columns: columnsOf({ level: 0, tile }, line.frameCount),
      })
      for (const part of coarser) {
        const whole = timeOfTile(part, line)
        const perColumn = 2 ** part.level * line.grid.secondsPerFrame
        expect(whole.start + part.from * perColumn).toBeCloseTo(time.start, 6)
        expect(whole.start + (part.from + part.columns) * perColumn).toBeCloseTo(time.end, 6)
        expect(part.from + part.columns).toBeLessThanOrEqual(tileColumns)
      }
    }),
  )
})
