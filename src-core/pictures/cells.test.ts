import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  cellToDecibels,
  cellToMask,
  columnCountOf,
  decibelsToCell,
  halveColumns,
  highestLevelOf,
  maskToCell,
  powerToCell,
  tileColumns,
} from './cells'

describe('a cell of power', () => {
  it('is the level to a quarter of a dB, from -120 to +7.5 dB', () => {
    fc.assert(
      fc.property(fc.double({ min: -120, max: 7.5, noNaN: true }), (decibels) => {
        expect(Math.abs(cellToDecibels(decibelsToCell(decibels)) - decibels)).toBeLessThanOrEqual(0.25)
        expect(Math.abs(cellToDecibels(powerToCell(10 ** (decibels / 10))) - decibels)).toBeLessThan(0.2501)
      }),
    )
  })

  it('comes back from its level', () => {
    for (let cell = 0; cell < 256; cell++) expect(decibelsToCell(cellToDecibels(cell))).toBe(cell)
  })

  it.each([
    [0, 0],
    [-1, 0],
    [NaN, 0],
    [1e-13, 0],
    [1, 240],
    [1e9, 255],
    [Infinity, 255],
  ])('of %d is %d', (power, cell) => {
    expect(powerToCell(power)).toBe(cell)
  })
})

it('a cell of a mask comes back from its gain, and is clipped beyond 0 and 1', () => {
  for (let cell = 0; cell < 256; cell++) expect(maskToCell(cellToMask(cell))).toBe(cell)
  expect([maskToCell(-0.5), maskToCell(1.5)]).toEqual([0, 255])
})

describe('levels', () => {
  it('halve the columns: two by two the greater cell', () => {
    const columns = Uint8Array.of(1, 9, 5, 2, 7, 7)
    expect(halveColumns(columns, 2)).toEqual(Uint8Array.of(5, 9, 7, 7))
    expect(halveColumns(new Uint8Array(0), 2)).toEqual(new Uint8Array(0))
  })

  const picture = fc
    .record({ binCount: fc.integer({ min: 1, max: 4 }), frameCount: fc.integer({ min: 1, max: 60 }) })
    .chain(({ binCount, frameCount }) => {
      const length = binCount * frameCount
      return fc.tuple(
        fc.constant(binCount),
        fc.constant(frameCount),
        fc.uint8Array({ minLength: length, maxLength: length }),
      )
    })

  it('lose no peak: a column of level l is the greatest of its 2^l frames', () => {
    fc.assert(
      fc.property(picture, fc.integer({ min: 1, max: 7 }), ([binCount, frameCount, cells], level) => {
        let halved: Uint8Array = cells
        for (let i = 0; i < level; i++) halved = halveColumns(halved, binCount)
        expect(halved.length).toBe(columnCountOf(frameCount, level) * binCount)
        const step = 2 ** level * binCount
        halved.forEach((cell, place) => {
          const [column, bin] = [Math.floor(place / binCount), place % binCount]
          const own = cells.subarray(column * step, (column + 1) * step)
          expect(cell).toBe(Math.max(...own.filter((_, i) => i % binCount === bin)))
        })
      }),
    )
  })

  it('end where one tile holds everything, and not before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), (frameCount) => {
        const highest = highestLevelOf(frameCount)
        expect(columnCountOf(frameCount, highest)).toBeLessThanOrEqual(tileColumns)
        if (highest > 0) expect(columnCountOf(frameCount, highest - 1)).toBeGreaterThan(tileColumns)
      }),
    )
  })
})
