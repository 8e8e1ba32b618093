import { describe, expect, it } from 'vitest'
import { factorize, type FactorizeSettings } from '../../nmf/factorize'
import { normalised, type Factors } from '../../nmf/factors'
import { chargedKernels } from '../../nmf/kernels'
import { randomFactors } from '../../nmf/randomProblem.testSupport'
import { createReferenceKernels } from '../../nmf/referenceKernels'
import { createRandom } from '../../random'
import type { PowerSpectrogram } from '../../spectral/powerSpectrogram'
import { createMasker } from '../mask'
import type { GridStroke } from './maskShaping'
import { chargesOf } from './strokeCharges'

const sizes = { binCount: 24, frameCount: 60, componentCount: 4 }
const groups = [0, 0, 1, 1]
const random = createRandom(5)

/** What four components make, with the scatter of a power spectrogram. */
const truth = randomFactors(sizes, 7)
const spectrogram: PowerSpectrogram = {
  binCount: sizes.binCount,
  frameCount: sizes.frameCount,
  stride: sizes.binCount,
  V: Float64Array.from({ length: sizes.binCount * sizes.frameCount }, (_, i) => {
    const [n, f] = [Math.floor(i / sizes.binCount), i % sizes.binCount]
    let model = 0
    for (let k = 0; k < 4; k++) model += truth.W[k * sizes.binCount + f] * truth.H[n * 4 + k]
    return model * (0.05 - Math.log(1 - random.uniform()))
  }),
}
const settings: FactorizeSettings = {
  componentCount: 4,
  smoothness: 10,
  algorithm: 'accelerated',
  maxIterations: 40,
  tolerance: 0,
  seed: 1,
}

interface Run {
  readonly costs: readonly number[]
  readonly factors: Factors
}

function run(by: FactorizeSettings, kernels = createReferenceKernels, start?: Factors): Run {
  const iterations = factorize(spectrogram, by, kernels, start)
  let step = iterations.next()
  while (!step.done) step = iterations.next()
  return { costs: step.value.costCurve, factors: step.value.factors }
}

/** Mean mask of group 0 in the frames and bins given. */
function meanMask(factors: Factors, frames: [number, number], bins: [number, number]): number {
  const masker = createMasker(factors, [Float64Array.from(groups, (group) => (group === 0 ? 1 : 0))])
  const power = new Float64Array(factors.binCount)
  let [sum, count] = [0, 0]
  for (let n = frames[0]; n < frames[1]; n++) {
    masker.turnTo(n)
    masker.fillPower(0, power)
    for (let f = bins[0]; f < bins[1]; f++, count++) sum += power[f] / masker.model[f]
  }
  return sum / count
}

const stroke: GridStroke = {
  to: 0,
  from: 1,
  strength: 1,
  shape: { kind: 'box', start: 9.5, end: 39.5, low: 5.5, high: 15.5 },
}
const charges = chargesOf({ groups, strokes: [stroke] }, sizes)
const start = run(settings).factors

describe('refining', () => {
  it.each(['accelerated', 'mu', 'mm'] as const)('never raises the cost with the price (%s)', (algorithm) => {
    const { costs } = run({ ...settings, algorithm }, chargedKernels(charges, createReferenceKernels), start)
    costs
      .slice(1)
      .forEach((cost, i) => expect(cost).toBeLessThanOrEqual(costs[i] + 1e-9 * Math.abs(costs[i])))
    expect(costs[costs.length - 1]).toBeLessThan(costs[0] - 10)
  })

  it('what is painted belongs more to the group it was painted for, also without the stroke, and the fit stays', () => {
    const refined = run(settings, chargedKernels(charges, createReferenceKernels), start).factors
    const inside = (factors: Factors): number => meanMask(factors, [10, 40], [6, 16])
    expect(inside(start)).toBeLessThan(0.75)
    expect(inside(refined)).toBeGreaterThan(0.9)
    const costOf = (factors: Factors): number =>
      run({ ...settings, maxIterations: 1 }, createReferenceKernels, factors).costs[0]
    expect(costOf(refined)).toBeLessThan(costOf(start) + 0.2 * sizes.binCount * sizes.frameCount)
  })

  it('the price does not depend on the scale of a component', () => {
    const scaled = { ...start, W: start.W.map((value) => 3 * value), H: start.H.map((value) => value / 3) }
    const [a, b] = [start, scaled].map((from) =>
      run({ ...settings, maxIterations: 3 }, chargedKernels(charges, createReferenceKernels), from),
    )
    a.costs.forEach((cost, i) => expect(b.costs[i]).toBeCloseTo(cost, 4))
    normalised(a.factors).H.forEach((value, i) => expect(b.factors.H[i] / value).toBeCloseTo(1, 6))
  })

  it('without strokes changes nothing of what would be found', () => {
    const none = chargesOf({ groups, strokes: [] }, sizes)
    expect(none.frames).toHaveLength(0)
    expect(run(settings, chargedKernels(none, createReferenceKernels), start).costs).toEqual(
      run(settings, createReferenceKernels, start).costs,
    )
  })
})

describe('prices', () => {
  it('are paid in the painted bins by who was painted out, in proportion to strength', () => {
    expect(charges.frames).toHaveLength(30 * 10)
    expect(new Set(charges.payers)).toEqual(new Set([1]))
    const weak = chargesOf({ groups, strokes: [{ ...stroke, strength: 0.5 }] }, sizes)
    weak.weights.forEach((weight, i) => expect(weight / charges.weights[i]).toBeCloseTo(0.5, 6))
  })

  it('of later strokes count: who is given a bin back pays nothing for it', () => {
    const back = chargesOf({ groups, strokes: [stroke, { ...stroke, to: 1, from: null }] }, sizes)
    expect(new Set(back.payers)).toEqual(new Set([0]))
  })
})
