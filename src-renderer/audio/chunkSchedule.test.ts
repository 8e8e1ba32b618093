import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellRange, framesOf, piecesOf, requestsFor, sampleAt, type Timeline } from './chunkSchedule'

const cellLength = 100

const anyTimeline: fc.Arbitrary<Timeline> = fc
  .record({
    sampleCount: fc.integer({ min: 1, max: 2000 }),
    start: fc.double({ min: 0, max: 1, noNaN: true }),
    edges: fc.option(fc.tuple(fc.nat(1999), fc.nat(1999)), { nil: null }),
  })
  .map(({ sampleCount, start, edges }) => {
    const [first, second] = (edges ?? [0, 0]).map((edge) => edge % sampleCount)
    const loop = edges && { start: Math.min(first, second), end: Math.max(first, second) + 1 }
    return { startSample: Math.floor(start * (sampleCount - 1)), sampleCount, loop }
  })

describe('pieces', () => {
  it('cover all frames without gap or overlap, each with the sample that sounds there', () => {
    fc.assert(
      fc.property(anyTimeline, fc.nat(3000), fc.nat(1000), (timeline, from, length) => {
        const pieces = piecesOf(timeline, { from, until: from + length, cellLength })
        let at = from
        for (const piece of pieces) {
          expect(piece.at).toBe(at)
          const cell = cellRange(piece.cell, { cellLength, sampleCount: timeline.sampleCount })
          for (const inside of [0, piece.length - 1]) {
            const sample = cell.start + piece.offset + inside
            expect(sample).toBe(sampleAt(timeline, at + inside))
            expect(sample).toBeLessThan(cell.end)
          }
          at += piece.length
        }
        expect(at).toBe(Math.max(from, Math.min(from + length, framesOf(timeline))))
      }),
    )
  })
})

describe('a timeline', () => {
  it('jumps from the end of its loop to the start of it, on the sample', () => {
    const timeline = { startSample: 5, sampleCount: 1000, loop: { start: 10, end: 20 } }
    const heard = Array.from({ length: 27 }, (_, frame) => sampleAt(timeline, frame))
    expect(heard.slice(14, 17)).toEqual([19, 10, 11])
    expect(heard.slice(24)).toEqual([19, 10, 11])
    expect(framesOf(timeline)).toBe(Infinity)
  })

  it('does not loop when it began after the loop, and stays at its end', () => {
    const timeline = { startSample: 30, sampleCount: 40, loop: { start: 10, end: 20 } }
    expect(framesOf(timeline)).toBe(10)
    expect(sampleAt(timeline, 500)).toBe(40)
  })
})

describe('requests', () => {
  const ask = (cells: number[], present: Record<string, number[]>, more = {}): string[] =>
    requestsFor({
      cells,
      cellCount: 100,
      voices: Object.keys(present),
      isMissing: (voice, cell) => !present[voice].includes(cell),
      mostCells: 8,
      ...more,
    }).map((it) => `${it.voices.join('+')} ${it.firstCell}..${it.firstCell + it.cellCount - 1}`)

  it('begin with a short chunk where sound waits for it, and go on in whole seconds', () => {
    expect(ask([5, 6, 7, 8, 9, 10, 11, 12], { a: [] })).toEqual(['a 5..7', 'a 8..11', 'a 12..15'])
    expect(ask([3, 4, 5, 6, 7], { a: [] })).toEqual(['a 3..5', 'a 6..7'])
    expect(ask([5, 6, 7, 8, 9], { a: [5, 6, 7] })).toEqual(['a 8..11'])
  })

  it('render the voices that lack the same cells together', () => {
    expect(ask([4, 5, 6, 7], { a: [4], b: [4, 5], c: [] })).toEqual(['c 4..4', 'a+c 5..5', 'a+b+c 6..7'])
  })

  it('end with the recording and follow a loop backwards', () => {
    expect(ask([98, 99], { a: [] })).toEqual(['a 98..99'])
    expect(ask([3, 1, 2, 3, 1], { a: [] })).toEqual(['a 3..3', 'a 1..2'])
  })

  it('are no longer than the engine renders at once, and none where nothing is missing', () => {
    expect(ask([8, 9, 10], { a: [8, 9] }, { mostCells: 1 })).toEqual(['a 10..10', 'a 11..11'])
    expect(ask([8], { a: [8, 9, 10, 11] })).toEqual([])
    expect(ask([], { a: [] })).toEqual([])
  })
})
