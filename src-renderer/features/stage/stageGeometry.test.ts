import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  discAt,
  discRadius,
  margins,
  overlaps,
  placeAt,
  placeLabels,
  pointOf,
  stackingOrder,
  type Box,
} from './stageGeometry'

const size = { width: 340, height: 176 }
const anyPan = fc.integer({ min: -100, max: 100 })
const anyGain = fc.oneof(
  fc.constant(-Infinity),
  fc.integer({ min: -40, max: 24 }).map((steps) => steps / 2),
)
const anyPlace = fc.record({ pan: anyPan, gain: anyGain })

describe('places on the stage', () => {
  it('left is left, right is right, and louder is higher', () => {
    fc.assert(
      fc.property(anyPlace, anyPlace, (place, other) => {
        const [a, b] = [pointOf(place, size), pointOf(other, size)]
        expect(Math.sign(a.x - b.x)).toBe(Math.sign(place.pan - other.pan))
        if (place.gain !== other.gain) expect(Math.sign(b.y - a.y)).toBe(place.gain > other.gain ? 1 : -1)
      }),
    )
  })

  it('reach from margin to margin', () => {
    expect(pointOf({ pan: -100, gain: 12 }, size)).toEqual({ x: margins.left, y: margins.top })
    const { x, y } = pointOf({ pan: 100, gain: -Infinity }, size)
    expect([x, y]).toEqual([size.width - margins.right, size.height - margins.bottom])
  })

  it('a gain above the scale stands at its top', () => {
    expect(pointOf({ pan: 0, gain: 24 }, size)).toEqual(pointOf({ pan: 0, gain: 12 }, size))
  })

  it('the place at the point of a place is that place', () => {
    fc.assert(
      fc.property(anyPan, anyGain, (pan, gain) => {
        const place = placeAt(pointOf({ pan, gain }, size), size, true)
        expect(place.pan).toBeCloseTo(pan, 9)
        if (gain === -Infinity) expect(place.gain).toBe(-Infinity)
        else expect(place.gain).toBeCloseTo(gain, 9)
      }),
    )
  })

  it('a point outside is at the nearest edge', () => {
    expect(placeAt({ x: -500, y: 900 }, size)).toEqual({ pan: -100, gain: -Infinity })
    expect(placeAt({ x: 900, y: -500 }, size)).toEqual({ pan: 100, gain: 12 })
  })

  it('the centre and 0 dB draw the hand to them, except for fine work', () => {
    const { x, y } = pointOf({ pan: 0, gain: 0 }, size)
    expect(placeAt({ x: x + 3, y: y - 3 }, size)).toEqual({ pan: 0, gain: 0 })
    const fine = placeAt({ x: x + 3, y: y - 3 }, size, true)
    expect(fine.pan).toBeGreaterThan(0)
    expect(fine.gain).toBeGreaterThan(0)
  })

  it('a stage without a size has places all the same', () => {
    const place = placeAt({ x: 0, y: 0 }, { width: 0, height: 0 })
    expect(Number.isFinite(place.pan)).toBe(true)
  })
})

describe('which disc a press is about', () => {
  it('the nearest, though another one lies over it', () => {
    const discs = [
      { x: 100, y: 100 },
      { x: 112, y: 100 },
    ]
    expect(discAt({ x: 103, y: 100 }, discs)).toBe(0)
    expect(discAt({ x: 110, y: 100 }, discs)).toBe(1)
  })

  it('of several at one place the topmost', () => {
    expect(
      discAt(
        { x: 52, y: 50 },
        Array.from({ length: 3 }, () => ({ x: 50, y: 50 })),
      ),
    ).toBe(2)
  })

  it('none beside all of them', () => {
    expect(discAt({ x: 50 + discRadius + 2, y: 50 }, [{ x: 50, y: 50 }])).toBeNull()
    expect(discAt({ x: 0, y: 0 }, [])).toBeNull()
  })

  it('the one that keys act on is the topmost', () => {
    expect(stackingOrder(['a', 'b', 'c'], 'a')).toEqual([1, 2, 0])
    expect(stackingOrder(['a', 'b', 'c'], null)).toEqual([0, 1, 2])
    expect(stackingOrder(['a', 'b', 'c'], 'gone')).toEqual([0, 1, 2])
  })
})

describe('names of discs', () => {
  const anyDisc = fc.record({
    place: anyPlace,
    width: fc.integer({ min: 10, max: 96 }),
  })

  it('never overlap and never leave the stage', () => {
    fc.assert(
      fc.property(fc.array(anyDisc, { maxLength: 14 }), (discs) => {
        const points = discs.map(({ place }) => pointOf(place, size))
        const labels = placeLabels(
          points,
          discs.map(({ width }) => width),
          size,
        )
        const placed = labels.filter((box): box is Box => box !== null)
        for (const [index, box] of placed.entries()) {
          expect(placed.slice(index + 1).some((other) => overlaps(box, other))).toBe(false)
          expect(box.x).toBeGreaterThanOrEqual(0)
          expect(box.x + box.width).toBeLessThanOrEqual(size.width)
          expect(box.y).toBeGreaterThanOrEqual(0)
          expect(box.y + box.height).toBeLessThanOrEqual(size.height)
        }
      }),
    )
  })

  it('stand beside a disc that is alone', () => {
    const disc = pointOf({ pan: 0, gain: 0 }, size)
    const [label] = placeLabels([disc], [60], size)
    expect(label?.x).toBeGreaterThan(disc.x + discRadius)
    expect(label && label.y + label.height / 2).toBe(disc.y)
  })

  it('stand at the left of a disc at the right edge', () => {
    const disc = pointOf({ pan: 100, gain: 0 }, size)
    const [label] = placeLabels([disc], [60], size)
    expect(label && label.x + label.width).toBeLessThan(disc.x)
  })

  it('of eight sources at one place all find room, off the disc', () => {
    const disc = pointOf({ pan: 0, gain: 0 }, size)
    const labels = placeLabels(
      Array.from({ length: 8 }, () => disc),
      Array.from({ length: 8 }, () => 90),
      size,
    )
    expect(labels.filter((label) => label === null)).toEqual([])
  })

  it('keep off the discs of others where there is room', () => {
    const left = pointOf({ pan: 0, gain: 0 }, size)
    const right = { x: left.x + 40, y: left.y }
    const [label] = placeLabels([left, right], [60, 60], size)
    expect(label && label.x + label.width).toBeLessThan(left.x)
  })

  it('that find no room are left out', () => {
    const disc = pointOf({ pan: 0, gain: 0 }, size)
    expect(placeLabels([disc], [size.width + 1], size)).toEqual([null])
  })
})
