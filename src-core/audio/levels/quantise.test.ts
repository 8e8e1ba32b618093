import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createQuantiser, isOnGrid, type QuantiserOptions } from './quantise'

function quantise(
  samples: Float64Array,
  options: QuantiserOptions,
): { integers: Int32Array; clipped: number } {
  const quantiser = createQuantiser(options)
  const integers = new Int32Array(samples.length)
  quantiser.quantise(samples, integers)
  return { integers, clipped: quantiser.clippedCount() }
}

describe('createQuantiser', () => {
  it.each([0, 0.1, 0.25, 0.5, 0.83])(
    'leaves an error of mean 0 and variance 1/4 LSB^2 at %f LSB with dither',
    (offset) => {
      const count = 200_000
      const { integers } = quantise(new Float64Array(count).fill(offset / 32768), {
        bits: 16,
        dither: true,
        seed: 7,
      })
      const mean = integers.reduce((sum, value) => sum + value - offset, 0) / count
      const variance = integers.reduce((sum, value) => sum + (value - offset) ** 2, 0) / count
      // Five standard errors of mean and variance.
      expect(Math.abs(mean)).toBeLessThan(5 * Math.sqrt(0.25 / count))
      expect(Math.abs(variance - 0.25)).toBeLessThan(0.01)
    },
  )

  it('never strays further than 1.5 LSB with dither', () => {
    const samples = Float64Array.from({ length: 50_000 }, (_, i) => 0.5 * Math.sin(i))
    const { integers } = quantise(samples, { bits: 24, dither: true, seed: 1 })
    const largest = integers.reduce(
      (most, value, i) => Math.max(most, Math.abs(value - samples[i] * 2 ** 23)),
      0,
    )
    expect(largest).toBeLessThanOrEqual(1.5)
    expect(largest).toBeGreaterThan(1)
  })

  it.each([16, 24] as const)('gives back every integer of the %i-bit grid without dither', (bits) => {
    const scale = 2 ** (bits - 1)
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -scale, max: scale - 1 })), (values) => {
        const samples = Float64Array.from(values, (value) => value / scale)
        const { integers, clipped } = quantise(samples, { bits, dither: false, seed: 0 })
        expect([...integers]).toEqual(values)
        expect(clipped).toBe(0)
        expect(isOnGrid(samples, bits)).toBe(true)
      }),
    )
  })

  it('gives the same integers for the same seed, in blocks of any size, and others for another seed', () => {
    const samples = Float64Array.from({ length: 1000 }, (_, i) => 0.3 * Math.sin(i))
    const whole = quantise(samples, { bits: 16, dither: true, seed: 3 }).integers
    const quantiser = createQuantiser({ bits: 16, dither: true, seed: 3 })
    const blocks = new Int32Array(1000)
    for (let start = 0; start < 1000; start += 77) {
      quantiser.quantise(samples.subarray(start, start + 77), blocks.subarray(start))
    }
    expect(blocks).toEqual(whole)
    expect(quantise(samples, { bits: 16, dither: true, seed: 4 }).integers).not.toEqual(whole)
  })

  it('clamps to the range of the integers and counts what was beyond it', () => {
    const samples = Float64Array.from([1, -1, 1.5, -1.5, 32767 / 32768, Infinity, -Infinity, 0])
    const { integers, clipped } = quantise(samples, { bits: 16, dither: false, seed: 0 })
    expect([...integers]).toEqual([32767, -32768, 32767, -32768, 32767, 32767, -32768, 0])
    expect(clipped).toBe(5)
  })

  it('does not count full scale pushed over by dither', () => {
    const samples = new Float64Array(1000).fill(32767 / 32768)
    const { integers, clipped } = quantise(samples, { bits: 16, dither: true, seed: 1 })
    expect(clipped).toBe(0)
    expect(integers.every((value) => value >= 32766 && value <= 32767)).toBe(true)
  })

  it('turns NaN into silence', () => {
    expect([...quantise(Float64Array.of(Number.NaN), { bits: 16, dither: false, seed: 0 }).integers]).toEqual(
      [0],
    )
  })
})

describe('isOnGrid', () => {
  it('tells the word lengths apart', () => {
    expect(isOnGrid(Float32Array.of(1 / 32768, -1), 16)).toBe(true)
    expect(isOnGrid(Float32Array.of(1 / 65536), 16)).toBe(false)
    expect(isOnGrid(Float32Array.of(1 / 65536), 24)).toBe(true)
  })

  it.each([1, 1.5, -1.0001, Number.NaN, Infinity])('refuses %f, which is out of range', (sample) => {
    expect(isOnGrid(Float64Array.of(sample), 16)).toBe(false)
  })
})
