import { describe, expect, it } from 'vitest'
import { createFft, createSpectrum, type Spectrum } from './fft'
import { whiteNoise } from './testSignals.testSupport'

/** The discrete Fourier transform from its definition, bins 0 .. size / 2. */
function naiveTransform(samples: Float64Array): Spectrum {
  const size = samples.length
  const out = createSpectrum(size / 2 + 1)
  for (let bin = 0; bin <= size / 2; bin++) {
    for (let i = 0; i < size; i++) {
      const angle = (-2 * Math.PI * ((bin * i) % size)) / size
      out.re[bin] += samples[i] * Math.cos(angle)
      out.im[bin] += samples[i] * Math.sin(angle)
    }
  }
  return out
}

/** The inverse from its definition: the bins above size / 2 are the conjugates of those below. */
function naiveInverse(spectrum: Spectrum): Float64Array {
  const half = spectrum.re.length - 1
  const size = 2 * half
  return Float64Array.from({ length: size }, (_, i) => {
    let sum = spectrum.re[0] + spectrum.re[half] * (i % 2 === 0 ? 1 : -1)
    for (let bin = 1; bin < half; bin++) {
      const angle = (2 * Math.PI * ((bin * i) % size)) / size
      sum += 2 * (spectrum.re[bin] * Math.cos(angle) - spectrum.im[bin] * Math.sin(angle))
    }
    return sum / size
  })
}

function largestDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  return Math.max(...Array.from(expected, (value, i) => Math.abs(actual[i] - value)))
}

function randomSpectrum(binCount: number, seed: number): Spectrum {
  return { re: whiteNoise(binCount, seed), im: whiteNoise(binCount, seed + 1) }
}

describe.each([4, 8, 16, 32, 128, 256])('transforms of %i samples', (size) => {
  const binCount = size / 2 + 1
  const fft = createFft(size)

  it('forward is the discrete Fourier transform within 1e-12', () => {
    const samples = whiteNoise(size, size)
    const actual = createSpectrum(binCount)
    fft.forwardReal(samples, actual.re, actual.im)
    const expected = naiveTransform(samples)
    expect(fft.binCount).toBe(binCount)
    expect(largestDifference(actual.re, expected.re)).toBeLessThan(1e-12)
    expect(largestDifference(actual.im, expected.im)).toBeLessThan(1e-12)
  })

  it('the pair inverse gives both inverse discrete Fourier transforms within 1e-12', () => {
    const first = randomSpectrum(binCount, 1)
    const second = randomSpectrum(binCount, 3)
    const outputs = [new Float64Array(size), new Float64Array(size)]
    fft.inverseRealPair(first, second, outputs[0], outputs[1])
    expect(largestDifference(outputs[0], naiveInverse(first))).toBeLessThan(1e-12)
    expect(largestDifference(outputs[1], naiveInverse(second))).toBeLessThan(1e-12)
  })

  it('the energy of the samples is the energy of the bins over the size (Parseval)', () => {
    const samples = whiteNoise(size, 5)
    const { re, im } = createSpectrum(binCount)
    fft.forwardReal(samples, re, im)
    let energy = 0
    for (let bin = 0; bin < binCount; bin++) {
      const once = bin === 0 || bin === binCount - 1
      energy += (once ? 1 : 2) * (re[bin] ** 2 + im[bin] ** 2)
    }
    const expected = samples.reduce((sum, value) => sum + value * value, 0)
    expect(Math.abs(energy / size / expected - 1)).toBeLessThan(1e-13)
  })
})
