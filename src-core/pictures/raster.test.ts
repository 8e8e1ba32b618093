import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { frequencyScales, frequencyToY, type FrequencyAxis } from './frequencyAxis'
import { cellRows, rowPlaces } from './raster'

const sampleRate = 44_100
const binCount = 513
const shape = { binCount, sampleRate }
const hertzPerBin = sampleRate / 2 / (binCount - 1)

const axisOf = (scale: FrequencyAxis['scale']): FrequencyAxis => ({
  scale,
  minimum: scale === 'log' ? 50 : 0,
  maximum: 12_000,
})

/** One column in which only one bin sounds. */
function columnWith(bin: number, cell = 200): Uint8Array {
  return new Uint8Array(binCount).fill(cell, bin, bin + 1)
}

describe.each(frequencyScales)('rows on a %s axis', (scale) => {
  const axis = axisOf(scale)

  it('go from the top down: their edges never rise', () => {
    const { edges } = rowPlaces(axis, 300, shape)
    expect(edges).toHaveLength(301)
    expect(edges[0] * hertzPerBin).toBeCloseTo(12_000, 6)
    expect(edges[300] * hertzPerBin).toBeCloseTo(axis.minimum, 6)
    expect(Array.from(edges)).toEqual(Array.from(edges).toSorted((a, b) => b - a))
  })

  it('show a bin where its frequency is, at its full level', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 278 }), fc.integer({ min: 20, max: 600 }), (bin, height) => {
        const rows = cellRows(columnWith(bin), rowPlaces(axis, height, shape))
        const row = Math.floor(frequencyToY(bin * hertzPerBin, axis, height))
        expect(Math.max(...rows.subarray(Math.max(0, row - 1), row + 2))).toBe(200)
      }),
    )
  })

  it('show nothing further than a bin from it', () => {
    const height = 400
    const rows = cellRows(columnWith(100), rowPlaces(axis, height, shape))
    const highest = Math.floor(frequencyToY(101 * hertzPerBin, axis, height))
    const lowest = Math.ceil(frequencyToY(99 * hertzPerBin, axis, height))
    rows.forEach((cell, row) => {
      if (row < highest - 1 || row > lowest) expect(cell).toBe(0)
    })
  })

  it('lose no peak: the greatest cell within the axis is the greatest pixel', () => {
    const column = fc.uint8Array({ minLength: binCount, maxLength: binCount })
    fc.assert(
      fc.property(column, fc.integer({ min: 1, max: 40 }), (cells, height) => {
        const rows = cellRows(cells, rowPlaces(axis, height, shape))
        const [first, last] = [Math.ceil(axis.minimum / hertzPerBin), Math.floor(12_000 / hertzPerBin)]
        const greatest = Math.max(...cells.subarray(first, last + 1))
        expect(Math.max(...rows)).toBeGreaterThanOrEqual(greatest)
      }),
    )
  })
})

describe('rows', () => {
  it('hold one pixel a column, row after row from the top', () => {
    const columns = new Uint8Array(3 * binCount)
    columns
      .fill(10, 0, binCount)
      .fill(20, binCount, 2 * binCount)
      .fill(30, 2 * binCount)
    const rows = cellRows(columns, rowPlaces(axisOf('mel'), 2, shape))
    expect(rows).toEqual(Uint8Array.of(10, 20, 30, 10, 20, 30))
  })

  it('between two bins go in a straight line from one to the other', () => {
    const cells = Uint8Array.of(0, 100, 0, 0, 0)
    const eight = { binCount: 5, sampleRate: 8 }
    const narrow: FrequencyAxis = { scale: 'linear', minimum: 0, maximum: 1 }
    expect(cellRows(cells, rowPlaces(narrow, 4, eight))).toEqual(Uint8Array.of(100, 75, 50, 25))
  })

  it('beyond half the sample rate repeat the last bin', () => {
    const cells = Uint8Array.of(0, 0, 0, 0, 50)
    const wide: FrequencyAxis = { scale: 'linear', minimum: 5, maximum: 8 }
    expect(cellRows(cells, rowPlaces(wide, 3, { binCount: 5, sampleRate: 8 }))).toEqual(
      Uint8Array.of(50, 50, 50),
    )
  })
})
