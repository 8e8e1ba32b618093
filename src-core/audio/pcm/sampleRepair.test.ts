import { describe, expect, it } from 'vitest'
import { repairFloats } from './sampleRepair'

describe('repairFloats', () => {
  it('leaves sound samples alone, also hot and denormal ones', () => {
    const samples = Float32Array.of(4, -1e6, 1e-41, 0)
    const copy = samples.slice()
    expect(repairFloats([samples])).toEqual([])
    expect(samples).toEqual(copy)
  })

  it('sets NaN and infinities to 0 and counts them', () => {
    const samples = Float32Array.of(0.5, NaN, Infinity, -Infinity, -0.25)
    expect(repairFloats([samples])).toEqual(['3 samples were NaN or infinite and were set to 0.'])
    expect(Array.from(samples)).toEqual([0.5, 0, 0, 0, -0.25])
  })

  it('refuses a recording of nothing but NaN', () => {
    expect(() => repairFloats([Float32Array.of(NaN, NaN), Float32Array.of(Infinity, NaN)])).toThrow(
      'All 4 samples',
    )
  })

  it('sets a few huge samples to 0', () => {
    const samples = new Float64Array(1000).fill(0.5)
    samples[7] = -1e30
    expect(repairFloats([samples])).toEqual([
      '1 samples were beyond 1000000 times full scale and were set to 0.',
    ])
    expect(samples[7]).toBe(0)
    expect(samples[8]).toBe(0.5)
  })

  it('divides a recording at a huge scale by a power of two, so that its peak is at most 1', () => {
    const samples = Float64Array.of(3e30, -1e30, 1e300)
    repairFloats([samples])
    expect(Math.max(...samples)).toBeLessThanOrEqual(1)
    expect(Math.max(...samples)).toBeGreaterThan(0.5)
    const single = Float64Array.of(2 ** 100, -(2 ** 99))
    expect(repairFloats([single]).join()).toContain('2^100')
    expect(Array.from(single)).toEqual([1, -0.5])
  })
})
