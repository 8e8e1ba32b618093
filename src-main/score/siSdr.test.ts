import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { innerProduct, siSdr, siSdrOf } from './siSdr'

const cosine = (length: number, cycles: number): Float64Array =>
  Float64Array.from({ length }, (_, i) => Math.cos((2 * Math.PI * cycles * i) / length))

const mixed = (a: Float64Array, b: Float64Array, gain: number): Float64Array =>
  a.map((value, i) => value + gain * b[i])

describe('SI-SDR', () => {
  const reference = cosine(1000, 5)
  const disturbance = cosine(1000, 17)

  it('is -20 log10(g) dB for a reference plus g times an orthogonal signal of the same energy', () => {
    for (const gain of [0.001, 0.1, 0.5, 1, 4]) {
      expect(siSdr(mixed(reference, disturbance, gain), reference)).toBeCloseTo(-20 * Math.log10(gain), 6)
    }
  })

  it('agrees with the figure of the definition written with time signals', () => {
    // NumPy: e = [1, 2, -1, 0.5], r = [0.9, 1.7, -1.2, 0.1]; a = e@r/(r@r); 10*log10(sum((a*r)**2)/sum((e-a*r)**2))
    expect(siSdr(Float64Array.of(1, 2, -1, 0.5), Float64Array.of(0.9, 1.7, -1.2, 0.1))).toBeCloseTo(
      13.471362,
      5,
    )
  })

  it('does not see the scale or the sign of the estimate, nor the scale of the reference', () => {
    const gain = fc.double({ min: 1e-2, max: 1e2, noNaN: true })
    const estimate = mixed(reference, disturbance, 0.3)
    const before = siSdr(estimate, reference)
    const law = (a: number, b: number): void => {
      const scaled = siSdr(
        estimate.map((value) => -a * value),
        reference.map((value) => b * value),
      )
      expect(scaled).toBeCloseTo(before, 6)
    }
    fc.assert(fc.property(gain, gain, law), { seed: 7, numRuns: 50 })
  })

  it('is finite and above 100 dB for a perfect estimate', () => {
    const perfect = siSdr(reference, reference)
    expect(perfect).toBeGreaterThan(100)
    expect(Number.isFinite(perfect)).toBe(true)
  })

  it('is -Infinity for silence', () => {
    expect(siSdr(new Float32Array(1000), reference)).toBe(-Infinity)
  })

  it('comes out the same from inner products', () => {
    const estimate = mixed(reference, disturbance, 0.2)
    const products = {
      estimateEnergy: innerProduct(estimate, estimate),
      crossProduct: innerProduct(estimate, reference),
      referenceEnergy: innerProduct(reference, reference),
    }
    expect(siSdrOf(products)).toBe(siSdr(estimate, reference))
  })
})
