import fc from 'fast-check'
import { expect, it } from 'vitest'
import { randomFactors } from '../nmf/randomProblem.testSupport'
import { createMasker } from './mask'
import { weightsOf } from './mixdown'
import type { ComponentWeights } from './renderOutputs'

const shape = { binCount: 9, frameCount: 6, componentCount: 5 }
const factors = randomFactors(shape, 1)

function masksOf(of: typeof factors, frame: number, outputs: readonly ComponentWeights[]): Float64Array[] {
  const masker = createMasker(of, outputs)
  const power = new Float64Array(of.binCount).fill(NaN)
  // The frame before must leave no trace.
  for (const present of [Math.max(0, frame - 1), frame]) masker.turnTo(present)
  return outputs.map((_, j) => {
    masker.fillPower(j, power)
    return power.map((value, f) => value / masker.model[f])
  })
}

it('the mask of one component is its share of the model', () => {
  const outputs = [0, 1, 2, 3, 4].map((k) => weightsOf(5, [k]))
  masksOf(factors, 3, outputs).forEach((mask, k) => {
    mask.forEach((gain, f) => {
      const power = (j: number): number => factors.W[j * 9 + f] * factors.H[3 * 5 + j]
      const model = [0, 1, 2, 3, 4].reduce((sum, j) => sum + power(j), 0)
      expect(gain).toBeCloseTo(power(k) / model, 14)
    })
  })
})

/** Random weights of up to six outputs, for each component summing to one. */
const partition = fc
  .array(fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 }), {
    minLength: 1,
    maxLength: 6,
  })
  .map((rows) => {
    const sums = rows[0].map((_, k) => rows.reduce((sum, row) => sum + row[k], 0))
    return rows.map((row) => Float64Array.from(row, (weight, k) => weight / sums[k]))
  })

it('masks of weights that add up to one add up to one, also where the model is zero', () => {
  const holes = { ...factors, W: factors.W.map((value, i) => (i % 9 < 2 ? 0 : value)) }
  holes.H.fill(0, 10, 15)
  fc.assert(
    fc.property(partition, fc.nat(5), (outputs, frame) => {
      const masks = masksOf(holes, frame, outputs)
      for (let f = 0; f < 9; f++) {
        expect(masks.reduce((sum, mask) => sum + mask[f], 0)).toBeCloseTo(1, 13)
        for (const mask of masks) expect(mask[f]).toBeGreaterThanOrEqual(0)
      }
    }),
    { seed: 101, numRuns: 200 },
  )
})

it('masks are linear in the weights', () => {
  const [a, b] = [weightsOf(5, [0, 2], 0.3), weightsOf(5, [2, 4], -1.5)]
  const [first, second, sum] = masksOf(factors, 2, [a, b, a.map((weight, k) => weight + 2 * b[k])])
  sum.forEach((gain, f) => expect(gain).toBeCloseTo(first[f] + 2 * second[f], 14))
})

it('a power as small as 1e-24 still has its share', () => {
  const tiny = { ...factors, W: factors.W.map(() => 1e-12), H: factors.H.map(() => 1e-12) }
  const [mask] = masksOf(tiny, 0, [weightsOf(5, [1, 3])])
  mask.forEach((gain) => expect(gain).toBeCloseTo(0.4, 14))
})
