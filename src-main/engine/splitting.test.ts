import { describe, expect, it } from 'vitest'
import type { JobControl } from '@core/contract/job'
import type { Factors } from '@core/nmf/factors'
import { createReferenceKernels } from '@core/nmf/referenceKernels'
import { createRandom } from '@core/random'
import { createMasker } from '@core/separation/mask'
import { runDecomposition, type DecomposeSettings } from './decomposition'
import { runSplit } from './splitting'

const settings: DecomposeSettings = {
  framing: { windowLength: 128, hop: 64 },
  componentCount: 3,
  smoothness: 1,
  algorithm: 'accelerated',
  maxIterations: 60,
  tolerance: 0,
  seed: 3,
  restarts: 1,
  learned: [],
}

/** Four notes in turn over noise, 0.5 s at 8 kHz: more than three components can tell apart. */
const random = createRandom(1)
const samples = Float32Array.from({ length: 4000 }, (_, t) => {
  const frequency = [300, 700, 1100, 2500][Math.floor(t / 500) % 4]
  return 0.5 * Math.sin((2 * Math.PI * frequency * t) / 8000) + 0.02 * (2 * random.uniform() - 1)
})
const control: JobControl = { wish: () => 'go-on', report: () => undefined }
const kernelsFor = () => createReferenceKernels
const { factors, cost } = runDecomposition(samples, settings, { kernelsFor, control })
const split = (components: readonly number[], into: number, changed: Partial<DecomposeSettings> = {}) =>
  runSplit(
    samples,
    {
      settings: { ...settings, componentCount: 3 - components.length + into, ...changed },
      factors,
      components,
      into,
    },
    { kernelsFor, control },
  )

const spectrum = ({ W, binCount }: Factors, k: number) => W.slice(k * binCount, (k + 1) * binCount)
const gains = ({ H, frameCount, componentCount }: Factors, k: number) =>
  Array.from({ length: frameCount }, (_, n) => H[n * componentCount + k])

describe('decomposing components again', () => {
  it('leaves all others as they are, bit for bit, under their numbers', () => {
    const result = split([1], 3).factors
    expect(result.componentCount).toBe(5)
    for (const k of [0, 2]) {
      expect(spectrum(result, k)).toEqual(spectrum(factors, k))
      expect(gains(result, k)).toEqual(gains(factors, k))
    }
  })

  it.each(['accelerated', 'mm', 'em'] as const)(
    'never raises its cost, and fits better than before: %s',
    (algorithm) => {
      const costs = [0, 1, 2].map((k) => {
        const { costCurves, cost: end } = split([k], 3, { algorithm, maxIterations: 200 })
        const [curve] = costCurves
        for (let i = 1; i < curve.length; i++)
          expect(curve[i] - curve[i - 1]).toBeLessThan(1e-6 * Math.abs(curve[i]))
        return end
      })
      expect(Math.min(...costs)).toBeLessThan(cost)
    },
  )

  it('pieces stand in the order of pitch', () => {
    const result = split([0, 1, 2], 3).factors
    const centroids = [0, 1, 2].map((k) => {
      const w = Array.from(spectrum(result, k))
      return w.reduce((sum, value, f) => sum + value * f, 0) / w.reduce((sum, value) => sum + value, 0)
    })
    expect(centroids).toEqual(centroids.toSorted((a, b) => a - b))
  })

  it('masks still sum to one', () => {
    const result = split([1], 2).factors
    const everything = Array.from({ length: 4 }, (_, k) =>
      Float64Array.from({ length: 4 }, (_, j) => (j === k ? 1 : 0)),
    )
    const masker = createMasker(result, everything)
    const power = new Float64Array(result.binCount)
    for (let n = 0; n < result.frameCount; n += 7) {
      masker.turnTo(n)
      const sums = new Float64Array(result.binCount)
      for (let k = 0; k < 4; k++) {
        masker.fillPower(k, power)
        power.forEach((value, f) => (sums[f] += value / masker.model[f]))
      }
      for (const sum of sums) expect(sum).toBeCloseTo(1, 12)
    }
  })

  it('the same seed gives the same pieces, another one others', () => {
    expect(split([1], 2).factors).toEqual(split([1], 2).factors)
    expect(split([1], 2, { seed: 4 }).factors.W).not.toEqual(split([1], 2).factors.W)
  })
})
