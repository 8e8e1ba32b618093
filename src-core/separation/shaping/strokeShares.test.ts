import { describe, expect, it } from 'vitest'
import type { GridShape } from './maskShaping'
import { createShares } from './strokeShares'

const binCount = 65

function sharesAt(shape: GridShape, frame: number): number[] | null {
  const shares = new Float64Array(binCount).fill(NaN)
  return createShares(shape, binCount)(frame, shares) ? [...shares] : null
}

describe('a box', () => {
  const box: GridShape = { kind: 'box', start: 2, end: 5, low: 10.25, high: 12 }

  it('covers cells by the part of them that is in it', () => {
    const whole = sharesAt(box, 3)
    expect(whole?.slice(9, 14)).toEqual([0, 0.25, 1, 0.5, 0])
    expect(sharesAt(box, 2)?.[11]).toBe(0.5)
    expect(sharesAt(box, 5)?.[11]).toBe(0.5)
  })

  it('covers nothing outside', () => {
    expect(sharesAt(box, 1)).toBeNull()
    expect(sharesAt(box, 6)).toBeNull()
  })
})

describe('a brush', () => {
  const line: GridShape = {
    kind: 'path',
    points: [
      { frame: 10, bin: 16 },
      { frame: 20, bin: 16 },
    ],
    frames: 3,
    octaves: 0.5,
  }

  it('is whole along its line, fades out across it, and is nothing beyond its radius', () => {
    const shares = sharesAt(line, 15) ?? []
    expect(shares[16]).toBe(1)
    expect(shares[21]).toBeLessThan(1)
    expect(shares[22]).toBeGreaterThan(0)
    expect(shares[22]).toBeLessThan(shares[21])
    expect(shares.slice(24)).toEqual(new Array(binCount - 24).fill(0))
    for (let f = 16; f < 30; f++) expect(shares[f + 1]).toBeLessThanOrEqual(shares[f])
  })

  it('is as high in octaves above its line as below it', () => {
    const reaches = (shares: readonly number[]): [number, number] => [
      shares.findIndex((share) => share > 0),
      shares.findLastIndex((share) => share > 0),
    ]
    const [low, high] = reaches(sharesAt(line, 15) ?? [])
    // Half an octave below and above 16, and half a bin.
    expect([low, high]).toEqual([11, 23])
  })

  it('ends round: a radius before its first and after its last point', () => {
    expect(sharesAt(line, 6)).toBeNull()
    expect(sharesAt(line, 7)?.[16]).toBeGreaterThan(0)
    expect(sharesAt(line, 23)?.[16]).toBeGreaterThan(0)
    expect(sharesAt(line, 24)).toBeNull()
  })

  it('always covers the cell under it, however small it is and however wide a bin is in octaves', () => {
    for (const bin of [0, 1, 2, 60]) {
      const spot: GridShape = {
        kind: 'path',
        points: [{ frame: 4.2, bin: bin + 0.2 }],
        frames: 0,
        octaves: 0,
      }
      const shares = sharesAt(spot, 4) ?? []
      expect(shares[bin]).toBeGreaterThan(0)
      expect(shares.filter((share) => share > 0)).toHaveLength(1)
    }
  })
})
