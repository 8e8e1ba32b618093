import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { permuted, type Factors } from '../nmf/factors'
import { randomFactors, rescaled } from '../nmf/randomProblem.testSupport'
import { describeComponents, noteName, pitchOrder } from './componentFacts'

/** Spectra as given, constant gains; 65 bins of 100 Hz at a sample rate of 12800 Hz. */
function factorsOf(spectra: readonly Float64Array[], gains: readonly number[]): Factors {
  return {
    W: Float64Array.from(spectra.flatMap((spectrum) => [...spectrum])),
    H: Float64Array.from([...gains, ...gains]),
    binCount: 65,
    frameCount: 2,
    componentCount: spectra.length,
  }
}
const sampleRate = 12_800

/** Gaussian peaks (exactly parabolic in the logarithm) of width one bin at these bins, strengths as given. */
const peaksAt = (...peaks: readonly [bin: number, power: number][]): Float64Array =>
  Float64Array.from({ length: 65 }, (_, f) =>
    peaks.reduce((sum, [bin, power]) => sum + power * Math.exp(-0.5 * (f - bin) ** 2), 1e-30),
  )

describe('describeComponents', () => {
  it('shares of the energy sum to one and do not see the scales of the components', () => {
    const shapes = fc.record({
      binCount: fc.integer({ min: 9, max: 40 }),
      frameCount: fc.integer({ min: 1, max: 20 }),
      componentCount: fc.integer({ min: 1, max: 12 }),
    })
    fc.assert(
      fc.property(shapes, fc.integer(), (shape, seed) => {
        const factors = randomFactors(shape, seed)
        const shares = describeComponents(factors, 44_100).map((facts) => facts.energyShare)
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12)
        const gains = shares.map((_, k) => 10 ** ((k % 7) - 3))
        describeComponents(rescaled(factors, gains), 44_100).forEach((facts, k) => {
          expect(facts.energyShare).toBeCloseTo(shares[k], 12)
        })
      }),
      { seed: 91, numRuns: 100 },
    )
  })

  it('the share is that of the energy of w h', () => {
    const facts = describeComponents(factorsOf([peaksAt([10, 1]), peaksAt([20, 2])], [3, 1]), sampleRate)
    expect(facts[0].energyShare).toBeCloseTo(3 / 5, 12)
    expect(facts[1].energyShare).toBeCloseTo(2 / 5, 12)
  })

  it('the centroid is the centre of gravity in Hz', () => {
    const spectra = [peaksAt([10, 1]), peaksAt([10, 1], [30, 1]), peaksAt([10, 3], [30, 1])]
    const centroids = describeComponents(factorsOf(spectra, [1, 1, 1]), sampleRate).map((it) => it.centroid)
    expect(centroids[0]).toBeCloseTo(1000, 6)
    expect(centroids[1]).toBeCloseTo(2000, 6)
    expect(centroids[2]).toBeCloseTo(1500, 6)
  })

  it('peaks are the three strongest, strongest first, found between bins', () => {
    const spectrum = peaksAt([10.3, 1], [20.75, 4], [31.5, 2], [45, 0.5])
    const [facts] = describeComponents(factorsOf([spectrum], [1]), sampleRate)
    expect(facts.peaks.map((peak) => Math.round(peak))).toEqual([2075, 3150, 1030])
  })

  it('peaks more than 20 dB below the strongest are not named', () => {
    const [facts] = describeComponents(
      factorsOf([peaksAt([10, 1], [30, 0.02], [50, 0.005])], [1]),
      sampleRate,
    )
    expect(facts.peaks.map(Math.round)).toEqual([1000, 3000])
  })

  it('a spectrum without a peak has none, and a peak between zeros is its bin', () => {
    const flat = new Float64Array(65).fill(1)
    const single = new Float64Array(65)
    single[12] = 1
    single[13] = 0.5
    const facts = describeComponents(factorsOf([flat, single], [1, 1]), sampleRate)
    expect(facts.map((it) => it.peaks)).toEqual([[], [1200]])
  })
})

describe('pitchOrder', () => {
  it('lists the components by rising centroid', () => {
    const spectra = [peaksAt([30, 1]), peaksAt([10, 1]), peaksAt([50, 1]), peaksAt([20, 1])]
    expect(pitchOrder(factorsOf(spectra, [1, 1, 1, 1]))).toEqual([1, 3, 0, 2])
  })

  it('components put into pitch order are in order', () => {
    const factors = randomFactors({ binCount: 20, frameCount: 4, componentCount: 9 }, 1)
    const sorted = permuted(factors, pitchOrder(factors))
    const centroids = describeComponents(sorted, sampleRate).map((facts) => facts.centroid)
    expect(centroids).toEqual(centroids.toSorted((a, b) => a - b))
    expect(pitchOrder(sorted)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
  })

  it('keeps equal components in their order', () => {
    const same = peaksAt([10, 1])
    expect(pitchOrder(factorsOf([same, same, same], [1, 1, 1]))).toEqual([0, 1, 2])
  })
})

describe('noteName', () => {
  it.each([
    [440, 'A4'],
    [261.63, 'C4'],
    [246.94, 'B3'],
    [466.16, 'A#4'],
    [27.5, 'A0'],
    [16.35, 'C0'],
    [4186, 'C8'],
    [452, 'A4'],
    [454, 'A#4'],
    [15.9, ''],
    [0, ''],
  ])('of %f Hz is %s', (frequency, name) => {
    expect(noteName(frequency)).toBe(name)
  })
})
