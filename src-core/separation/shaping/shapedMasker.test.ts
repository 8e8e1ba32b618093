import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomFactors } from '../../nmf/randomProblem.testSupport'
import { createMasker } from '../mask'
import { weightsOf } from '../mixdown'
import type { ComponentWeights } from '../renderOutputs'
import type { GridStroke, MaskShaping } from './maskShaping'
import { createShapedMasker } from './shapedMasker'

const shape = { binCount: 9, frameCount: 12, componentCount: 5 }
const factors = randomFactors(shape, 1)
/** Two in group 0, two in group 1, one in group 2. */
const groups = [0, 1, 0, 2, 1]
const each = groups.map((_, k) => weightsOf(groups.length, [k]))
const ofGroup = (group: number): ComponentWeights =>
  Float64Array.from(groups, (own) => (own === group ? 1 : 0))

function masksIn(
  frame: number,
  outputs: readonly ComponentWeights[],
  shaping?: MaskShaping,
  of = factors,
): Float64Array[] {
  const masker = createShapedMasker(of, outputs, shaping)
  masker.turnTo(frame)
  return outputs.map((_, output) => {
    const power = new Float64Array(shape.binCount)
    masker.fillPower(output, power)
    return power.map((value, f) => value / masker.model[f])
  })
}

const box = (start: number, end: number, low: number, high: number): GridStroke['shape'] => ({
  kind: 'box',
  start,
  end,
  low,
  high,
})
const stroke = (change: Partial<GridStroke>): GridStroke => ({
  to: 0,
  from: null,
  strength: 1,
  shape: box(3.5, 7.5, 1.5, 5.5),
  ...change,
})
const painted = (...strokes: readonly GridStroke[]): MaskShaping => ({ groups, smoothing: null, strokes })
const smoothed: MaskShaping = { groups, smoothing: { group: 1, frames: 2, bins: 1 }, strokes: [] }

const anyShaping = fc.record({
  groups: fc.constant(groups),
  smoothing: fc.option(fc.record({ group: fc.nat(2), frames: fc.nat(4), bins: fc.nat(3) }), { nil: null }),
  strokes: fc.array(
    fc.record({
      to: fc.nat(2),
      from: fc.option(fc.nat(2), { nil: null }),
      strength: fc.double({ min: 0, max: 1, noNaN: true }),
      shape: fc.oneof(
        fc.constant(box(2.2, 6.9, 0.3, 4.4)),
        fc.constant({
          kind: 'path' as const,
          points: [
            { frame: 1, bin: 2 },
            { frame: 9, bin: 7 },
          ],
          frames: 2,
          octaves: 0.5,
        }),
      ),
    }),
    { maxLength: 4 },
  ),
})

describe('for any shaping', () => {
  const holes = { ...factors, W: factors.W.map((value, i) => (i % 9 < 2 ? 0 : value)) }

  it.each([
    ['', factors],
    [', also where the model is zero', holes],
  ])('the masks of all components are from 0 to 1 and add up to one%s', (_, of) => {
    fc.assert(
      fc.property(anyShaping, fc.nat(11), (shaping, frame) => {
        const masks = masksIn(frame, each, shaping, of)
        for (let f = 0; f < shape.binCount; f++) {
          expect(masks.reduce((sum, mask) => sum + mask[f], 0)).toBeCloseTo(1, 12)
          for (const mask of masks) expect(mask[f]).toBeGreaterThanOrEqual(0)
        }
      }),
      { seed: 711, numRuns: 200 },
    )
  })

  it('masks are linear in the weights, and a frame is the same whatever was asked before', () => {
    fc.assert(
      fc.property(anyShaping, fc.nat(11), fc.nat(11), (shaping, frame, before) => {
        const mixed = Float64Array.from(groups, (_, k) => 0.5 - k)
        const masker = createShapedMasker(factors, [mixed], shaping)
        const power = new Float64Array(shape.binCount)
        for (const present of [before, frame]) masker.turnTo(present)
        masker.fillPower(0, power)
        const [alone] = masksIn(frame, [mixed], shaping)
        expect([...power].map((value, f) => value / masker.model[f])).toEqual([...alone])
        const masks = masksIn(frame, each, shaping)
        alone.forEach((gain, f) => {
          expect(gain).toBeCloseTo(
            masks.reduce((sum, mask, k) => sum + mixed[k] * mask[f], 0),
            11,
          )
        })
      }),
      { seed: 712, numRuns: 100 },
    )
  })
})

it('without a shaping, and in frames that no stroke touches, the powers are those of the Wiener masks bit for bit', () => {
  const outputs = [ofGroup(0), ofGroup(1), Float64Array.of(0.1, -2, 0.3, 0.4, 0.5)]
  const plain = createMasker(factors, outputs)
  for (const shaping of [undefined, painted(stroke({ shape: box(3.5, 7.5, 0, 8) }))]) {
    const masker = createShapedMasker(factors, outputs, shaping)
    for (const frame of [0, 3, 8, 11]) {
      plain.turnTo(frame)
      masker.turnTo(frame)
      outputs.forEach((_, output) => {
        const [a, b] = [new Float64Array(9), new Float64Array(9)]
        plain.fillPower(output, a)
        masker.fillPower(output, b)
        expect([...b]).toEqual([...a])
      })
    }
  }
})

describe('a stroke', () => {
  const before = masksIn(5, [0, 1, 2].map(ofGroup))

  it('moves its share from every other group, and nothing beside it', () => {
    const after = masksIn(5, [0, 1, 2].map(ofGroup), painted(stroke({ strength: 0.75 })))
    for (let f = 0; f < 9; f++) {
      const share = f >= 2 && f <= 5 ? 0.75 : 0
      expect(after[1][f]).toBeCloseTo((1 - share) * before[1][f], 13)
      expect(after[2][f]).toBeCloseTo((1 - share) * before[2][f], 13)
      expect(after[0][f]).toBeCloseTo(before[0][f] + share * (1 - before[0][f]), 13)
    }
  })

  it('takes from the named group only', () => {
    const after = masksIn(5, [0, 1, 2].map(ofGroup), painted(stroke({ from: 2 })))
    for (let f = 2; f <= 5; f++) {
      expect(after[2][f]).toBe(0)
      expect(after[1][f]).toBeCloseTo(before[1][f], 14)
      expect(after[0][f]).toBeCloseTo(before[0][f] + before[2][f], 13)
    }
  })

  it('keeps the proportions within a group', () => {
    const plain = masksIn(5, each)
    const after = masksIn(5, each, painted(stroke({})))
    for (let f = 2; f <= 5; f++) expect(after[0][f] / after[2][f]).toBeCloseTo(plain[0][f] / plain[2][f], 10)
  })

  it('that is painted later lies over earlier ones', () => {
    const after = masksIn(5, [0, 1, 2].map(ofGroup), painted(stroke({}), stroke({ to: 2 })))
    for (let f = 2; f <= 5; f++) {
      expect([after[0][f], after[1][f]]).toEqual([0, 0])
      expect(after[2][f]).toBeCloseTo(1, 13)
    }
  })
})

describe('a smoothed mask', () => {
  const maskAt = (frame: number, shaping?: MaskShaping): Float64Array =>
    masksIn(frame, [ofGroup(1)], shaping)[0]

  it('is the average over frames and bins with the weights of a raised cosine', () => {
    const times = [0.25, 0.75, 1, 0.75, 0.25]
    const pitches = [0.5, 1, 0.5]
    let [sum, total] = [0, 0]
    times.forEach((time, i) => {
      pitches.forEach((pitch, j) => {
        sum += time * pitch * maskAt(4 + i)[3 + j]
        total += time * pitch
      })
    })
    expect(maskAt(6, smoothed)[4]).toBeCloseTo(sum / total, 12)
  })

  it('varies less from frame to frame', () => {
    const variation = (shaping?: MaskShaping): number => {
      const masks = Array.from({ length: 12 }, (_, frame) => maskAt(frame, shaping))
      return masks
        .slice(1)
        .reduce((sum, mask, n) => sum + mask.reduce((all, it, f) => all + Math.abs(it - masks[n][f]), 0), 0)
    }
    expect(variation(smoothed)).toBeLessThan(0.6 * variation())
  })

  it('leaves the proportions of all others as they were', () => {
    const [a, b] = masksIn(6, [ofGroup(0), ofGroup(2)])
    const [after, other] = masksIn(6, [ofGroup(0), ofGroup(2)], smoothed)
    for (let f = 0; f < 9; f++) expect(after[f] / other[f]).toBeCloseTo(a[f] / b[f], 10)
  })
})
