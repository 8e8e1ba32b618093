import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ShellacError } from '../contract/errors'
import { createRandom } from '../random'
import { samplePeak } from './levels/samplePeak'
import { createRateConversion, tableBytes } from './resample'

function createTone(frequency: number, rate: number, length: number): Float64Array {
  return Float64Array.from({ length }, (_, i) => Math.sin((2 * Math.PI * frequency * i) / rate))
}

function createNoise(length: number, seed: number): Float64Array {
  const random = createRandom(seed)
  return Float64Array.from({ length }, () => random.uniform() - 0.5)
}

function resample(samples: Float64Array, from: number, to: number): Float64Array {
  return createRateConversion(from, to).convert(samples, { start: 0, end: samples.length }, samples.length)
}

/** Error of the resampled tone against the tone made at the new rate, dB, without the edges. */
function toneError(frequency: number, from: number, to: number): number {
  const output = resample(createTone(frequency, from, from / 4), from, to)
  const reference = createTone(frequency, to, output.length)
  const edge = Math.ceil((300 * to) / Math.min(from, to))
  let error = 0
  let power = 0
  for (let i = edge; i < output.length - edge; i++) {
    error += (output[i] - reference[i]) ** 2
    power += reference[i] ** 2
  }
  return 10 * Math.log10(error / power)
}

function level(samples: Float64Array, edge: number): number {
  const inner = samples.subarray(edge, samples.length - edge)
  return 10 * Math.log10((2 * inner.reduce((sum, sample) => sum + sample * sample, 0)) / inner.length)
}

describe('the conversion of a whole signal', () => {
  const pairs = [
    [48000, 44100],
    [44100, 48000],
    [96000, 44100],
    [44100, 96000],
    [192000, 44100],
    [8192, 44100],
    [44056, 44100],
    [47999, 48000],
  ]

  it.each(pairs)('keeps tones up to 0.46 of the lower rate to -135 dB, in phase: %i to %i Hz', (from, to) => {
    for (const share of [0.01, 0.17, 0.35, 0.46]) {
      expect(toneError(Math.round(share * Math.min(from, to)), from, to)).toBeLessThan(-135)
    }
  })

  it.each([
    [48000, 44100, 22060],
    [48000, 44100, 23500],
    [96000, 44100, 30000],
    [192000, 44100, 60000],
    [44100, 11025, 5600],
  ])('rejects what the new rate cannot hold by 130 dB: %i to %i Hz, tone of %i Hz', (from, to, frequency) => {
    const output = resample(createTone(frequency, from, from / 4), from, to)
    expect(level(output, Math.ceil((300 * to) / Math.min(from, to)))).toBeLessThan(-130)
  })

  it('keeps 20 kHz of 44.1 kHz within a thousandth of a decibel', () => {
    const output = resample(createTone(20000, 48000, 12000), 48000, 44100)
    expect(Math.abs(level(output, 300))).toBeLessThan(0.001)
  })

  it('keeps a constant', () => {
    const output = resample(new Float64Array(3000).fill(0.25), 44100, 48000)
    const largest = output
      .subarray(300, -300)
      .reduce((most, value) => Math.max(most, Math.abs(value - 0.25)), 0)
    expect(largest).toBeLessThan(1e-12)
  })

  it('gives the samples themselves at equal rates', () => {
    const noise = createNoise(1000, 1)
    expect(resample(noise, 44100, 44100)).toEqual(noise)
  })

  it('gives round(n * to / from) samples, also of very short signals', () => {
    const rates = fc.integer({ min: 4000, max: 20000 })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), rates, rates, (length, from, to) => {
        expect(resample(new Float64Array(length), from, to)).toHaveLength(Math.round((length * to) / from))
      }),
      { numRuns: 20 },
    )
  })

  it('leaves an impulse where it was in time', () => {
    const impulse = new Float64Array(1000)
    impulse[441] = 1
    const output = resample(impulse, 44100, 48000)
    expect(output.indexOf(output.reduce((most, value) => Math.max(most, value), 0))).toBe(480)
  })

  it.each([
    [0, 44100],
    [44100, -1],
    [44100.5, 48000],
    [Number.NaN, 48000],
    [1, 44100],
  ])('refuses to convert %f Hz to %f Hz', (from, to) => {
    expect(() => createRateConversion(from, to)).toThrow(ShellacError)
  })
})

/** Down, up, far, by interpolated rows, and none. */
const ratePairs = [
  [48000, 44100],
  [44100, 48000],
  [192000, 8000],
  [47999, 48000],
  [44100, 44100],
]

describe('the conversion of stretches', () => {
  it.each(ratePairs)(
    'together is exactly that of the whole signal, whatever their sizes: %i to %i Hz',
    (from, to) => {
      const noise = createNoise(4000, 2)
      const whole = resample(noise, from, to)
      const conversion = createRateConversion(from, to)
      fc.assert(
        fc.property(fc.array(fc.integer({ min: 0, max: 1500 }), { maxLength: 8 }), (sizes) => {
          let start = 0
          const stretches = [...sizes, noise.length].map((size) => {
            const stretch = { start, end: Math.min(noise.length, start + size) }
            start = stretch.end
            const reach = conversion.reachOf(stretch, noise.length)
            return conversion.convert(noise.subarray(reach.start, reach.end), stretch, noise.length)
          })
          expect(Float64Array.from(stretches.flatMap((stretch) => [...stretch]))).toEqual(whole)
        }),
        { numRuns: 8 },
      )
    },
  )

  it('reaches as far as the kernel does, and not over the ends of the signal', () => {
    const conversion = createRateConversion(44100, 48000)
    expect(conversion.reachOf({ start: 1000, end: 2000 }, 4000)).toEqual({ start: 873, end: 2128 })
    expect(conversion.reachOf({ start: 100, end: 3900 }, 4000)).toEqual({ start: 0, end: 4000 })
  })
})

describe('the peak of a conversion', () => {
  it.each(ratePairs)('is that of what is converted, whatever is known before: %i to %i Hz', (from, to) => {
    const noise = createNoise(3000, 4).map((sample, i) => sample * Math.sin(i / 300) ** 2)
    const conversion = createRateConversion(from, to)
    const stretch = { start: 300, end: 2700 }
    const reach = conversion.reachOf(stretch, noise.length)
    const reached = noise.subarray(reach.start, reach.end)
    const exact = samplePeak(conversion.convert(reached, stretch, noise.length))
    for (const known of [0, 0.3 * exact, 0.999 * exact]) {
      expect(conversion.peak(reached, stretch, noise.length, known)).toBe(exact)
    }
    expect(conversion.peak(reached, stretch, noise.length, 2 * exact)).toBe(2 * exact)
  })

  it('is found where it stands out between two samples that are far below it', () => {
    // Nearly the signs of the taps halfway between two samples, where no signal comes out higher.
    const worst = Float64Array.from({ length: 1000 }, (_, i) => ((i < 500 ? i : i + 1) % 2 === 0 ? -1 : 1))
    const conversion = createRateConversion(44100, 88200)
    const whole = { start: 0, end: worst.length }
    const exact = samplePeak(resample(worst, 44100, 88200))
    expect(exact).toBeGreaterThan(2)
    expect(conversion.peak(worst, whole, worst.length, 0.9 * exact)).toBe(exact)
  })
})

describe('the table of a conversion', () => {
  it.each([
    [44100, 44100, 0],
    // A row of 256 taps for each of 160 phases.
    [44100, 48000, 160 * 256 * 8],
    [192000, 48000, 1024 * 8],
    // 48,000 rows would be too many.
    [47999, 48000, 515 * 256 * 8],
  ])('from %i to %i Hz takes %i bytes', (from, to, bytes) => {
    expect(tableBytes(from, to)).toBe(bytes)
  })
})
