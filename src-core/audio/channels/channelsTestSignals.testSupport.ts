import { createRandom } from '../../random'

/** Seeded signals for the tests of channel analysis and downmix. */

/**
 * Notes of a few harmonics at random pitches 150..600 Hz, plucked five times a second in two voices: tonal, with
 * attacks and decays, its harmonics falling by 12 dB an octave as in an old recording.
 */
export function createTune({
  rate,
  length,
  seed,
}: {
  rate: number
  length: number
  seed: number
}): Float64Array {
  const random = createRandom(seed)
  const tune = new Float64Array(length)
  const noteLength = Math.floor(0.4 * rate)
  for (let start = 0; start < length; start += Math.floor(noteLength / 2)) {
    const pitch = 150 * 4 ** random.uniform()
    const level = 0.05 + 0.2 * random.uniform()
    for (let i = 0; i < Math.min(noteLength, length - start); i++) {
      tune[start + i] += level * pluck(pitch, i / rate)
    }
  }
  return tune
}

function pluck(pitch: number, seconds: number): number {
  let sum = 0
  for (let harmonic = 1; harmonic <= 16; harmonic++) {
    sum += Math.sin(2 * Math.PI * harmonic * pitch * seconds) / harmonic ** 2
  }
  const attack = Math.min(1, seconds / 0.01)
  return sum * attack * Math.exp(-8 * seconds) * Math.min(1, (0.4 - seconds) / 0.05)
}

/** White noise of the given effective level. */
export function createNoise({
  length,
  seed,
  level,
}: {
  length: number
  seed: number
  level: number
}): Float64Array {
  const random = createRandom(seed)
  return Float64Array.from({ length }, () => level * Math.sqrt(12) * (random.uniform() - 0.5))
}

/** Sum of signals, each with its gain. */
export function mixSamples(...parts: readonly (readonly [Float64Array, number])[]): Float64Array {
  return Float64Array.from(parts[0][0], (_, i) =>
    parts.reduce((sum, [samples, gain]) => sum + gain * samples[i], 0),
  )
}

/** The signal `lag` samples later, between samples by a Hann-windowed sinc of 128 taps. */
export function delay(samples: Float64Array, lag: number): Float64Array {
  const whole = Math.floor(lag)
  const fraction = lag - whole
  const taps = Array.from({ length: 128 }, (_, tap) => {
    const x = tap - 64 - fraction
    return x === 0 ? 1 : (Math.sin(Math.PI * x) / (Math.PI * x)) * (0.5 + 0.5 * Math.cos((Math.PI * x) / 65))
  })
  return Float64Array.from(samples, (_, i) => {
    if (fraction === 0) return samples[i - whole] ?? 0
    return taps.reduce((sum, weight, tap) => sum + weight * (samples[i - whole - (tap - 64)] ?? 0), 0)
  })
}
