import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Samples } from '../audio/audioData'
import { createSpectrum, type Spectrum } from './fft'
import { frameCountOf, frameStart, type Framing } from './framing'
import { createFrameAnalyser, synthesise, type FillSpectrum } from './stft'
import { errorInDecibels, whiteNoise } from './testSignals.testSupport'
import { sineWindow } from './window'

const framingOf = (windowLength: number, overlap: number): Framing => ({
  windowLength,
  hop: Math.round(windowLength * (1 - overlap)),
})

/** The spectra of several signals, unchanged. */
function spectraOf(framing: Framing, signals: readonly Samples[]): FillSpectrum {
  const analyser = createFrameAnalyser(framing)
  return (frame, j, out) => analyser.analyse(signals[j], frame, out)
}

function roundTrip(framing: Framing, samples: Samples): Float32Array {
  const range = { outputCount: 1, start: 0, end: samples.length }
  return synthesise(framing, range, spectraOf(framing, [samples]))[0]
}

describe.each([16, 32, 64, 256, 1024, 2048])('window of %i samples', (windowLength) => {
  it.each([0.5, 0.75, 0.6, 0.9375])(
    'stft then inverse is the signal within -120 dB at overlap %f',
    (overlap) => {
      const framing = framingOf(windowLength, overlap)
      const lengths = [
        1,
        2,
        framing.hop,
        windowLength - 1,
        windowLength,
        windowLength + 1,
        3 * windowLength + 7,
      ]
      for (const length of lengths) {
        const samples = whiteNoise(length, length)
        expect(errorInDecibels(roundTrip(framing, samples), samples)).toBeLessThan(-120)
      }
    },
  )
})

it('stft then inverse is the signal within -120 dB for any length, window and hop up to half the window', () => {
  const anyCase = fc
    .tuple(
      fc.integer({ min: 4, max: 11 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 1, max: 4000 }),
    )
    .map(([exponent, share, length]) => {
      const windowLength = 2 ** exponent
      const shortest = windowLength / 16
      return {
        framing: { windowLength, hop: Math.round(shortest + share * (windowLength / 2 - shortest)) },
        length,
      }
    })
  fc.assert(
    fc.property(anyCase, ({ framing, length }) => {
      const samples = whiteNoise(length, 77)
      expect(errorInDecibels(roundTrip(framing, samples), samples)).toBeLessThan(-120)
    }),
    { seed: 21, numRuns: 60 },
  )
})

it('synthesis gives the same bits for any partition into ranges', () => {
  const signals = [1, 2, 3].map((seed) => whiteNoise(2000, seed))
  const cuts = fc.array(fc.nat(2000), { maxLength: 8 })
  fc.assert(
    fc.property(fc.constantFrom(0.5, 0.6, 0.75), cuts, (overlap, inner) => {
      const framing = framingOf(128, overlap)
      const fill = spectraOf(framing, signals)
      const whole = synthesise(framing, { outputCount: 3, start: 0, end: 2000 }, fill)
      const edges = [0, ...inner.toSorted((a, b) => a - b), 2000]
      edges.slice(1).forEach((end, i) => {
        const start = edges[i]
        const parts = synthesise(framing, { outputCount: 3, start, end }, fill)
        parts.forEach((part, j) => expect(part).toEqual(whole[j].subarray(start, end)))
      })
    }),
    { seed: 22, numRuns: 40 },
  )
})

it.each([1, 2, 3, 4, 5])('%i signals synthesised together are those synthesised alone', (outputCount) => {
  const framing = framingOf(64, 0.5)
  const signals = Array.from({ length: outputCount }, (_, j) => whiteNoise(500, j))
  const together = synthesise(framing, { outputCount, start: 0, end: 500 }, spectraOf(framing, signals))
  expect(together).toHaveLength(outputCount)
  signals.forEach((signal, j) => {
    expect(errorInDecibels(together[j], roundTrip(framing, signal))).toBeLessThan(-120)
  })
})

it('an empty range gives empty signals', () => {
  const framing = framingOf(64, 0.5)
  const fill = spectraOf(framing, [whiteNoise(100, 1)])
  expect(synthesise(framing, { outputCount: 1, start: 50, end: 50 }, fill)).toEqual([new Float32Array(0)])
})

describe('analysis', () => {
  const framing = framingOf(256, 0.5)
  const analyse = (samples: Samples, frame: number): Spectrum => {
    const analyser = createFrameAnalyser(framing)
    const out = createSpectrum(analyser.binCount)
    analyser.analyse(samples, frame, out)
    return out
  }
  const power = ({ re, im }: Spectrum): number[] => Array.from(re, (value, bin) => value ** 2 + im[bin] ** 2)

  it.each([1, 5, 40, 127])(
    'a tone in the middle of bin %i is strongest there, and gone 16 bins away',
    (bin) => {
      const tone = Float64Array.from({ length: 2000 }, (_, t) => Math.cos((2 * Math.PI * bin * t) / 256 + 1))
      const powers = power(analyse(tone, 6))
      const strongest = powers.indexOf(Math.max(...powers))
      expect(strongest).toBe(bin)
      powers.forEach((value, other) => {
        if (Math.abs(other - bin) >= 16) expect(value).toBeLessThan(powers[bin] * 1e-4)
      })
    },
  )

  it('the energy of a frame is that of its windowed samples (Parseval)', () => {
    const samples = whiteNoise(2000, 3)
    const window = sineWindow(256)
    for (const frame of [0, 4, frameCountOf(framing, 2000) - 1]) {
      let expected = 0
      window.forEach((gain, i) => {
        expected += (gain * (samples[frameStart(framing, frame) + i] ?? 0)) ** 2
      })
      const powers = power(analyse(samples, frame))
      const total = powers.reduce((sum, value) => sum + 2 * value, 0) - powers[0] - powers[128]
      expect(Math.abs(total / 256 / expected - 1)).toBeLessThan(1e-12)
    }
  })
})
