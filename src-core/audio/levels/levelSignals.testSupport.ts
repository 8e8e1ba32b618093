/** For tests: signals whose level is known. */
import { createRandom } from '../../random'
import type { Samples } from '../audioData'

/** Levels of full scale in dB (-Infinity: silence), each for so many seconds. */
export type Levels = readonly (readonly [decibels: number, seconds: number])[]

/** A tone of 1 kHz through levels, as EBU Tech 3341 and 3342 have them. */
export function createTone(rate: number, levels: Levels): Float64Array {
  const lengths = levels.map(([, seconds]) => Math.round(seconds * rate))
  const tone = new Float64Array(lengths.reduce((sum, length) => sum + length, 0))
  let start = 0
  levels.forEach(([decibels], part) => {
    tone.fill(10 ** (decibels / 20), start, start + lengths[part])
    start += lengths[part]
  })
  return tone.map((amplitude, i) => amplitude * Math.sin((2 * Math.PI * 1000 * i) / rate))
}

/** Noise over a hum whose level steps every 2 s; the same numbers on every machine. */
export function createProgramme(rate: number, seed: number): Float32Array {
  const random = createRandom(seed)
  const levels = [0.5, 0.1, 0.01, 0.25]
  return Float32Array.from({ length: 8 * rate }, (_, i) => {
    const level = levels[Math.floor(i / (2 * rate))]
    return level * (random.uniform() - 0.5) + 0.3 * level * Math.sin((2 * Math.PI * 220 * i) / rate)
  })
}

/** Hands a signal over in quanta, as an audio worklet gets it. */
export function inQuanta(length: number, take: (start: number, end: number) => void): void {
  for (let start = 0; start < length; start += 128) take(start, Math.min(length, start + 128))
}

/** A tone with raised-cosine ends, so that only its steady part peaks. */
export function createPeakTone(options: {
  /** Frequency as a share of the rate */
  readonly share: number
  /** degrees */
  readonly phase: number
  readonly amplitude: number
  readonly length: number
}): Float64Array {
  const { share, phase, amplitude, length } = options
  return Float64Array.from({ length }, (_, i) => {
    const edge = Math.min(1, i / 500, (length - 1 - i) / 500)
    const fade = 0.5 - 0.5 * Math.cos(Math.PI * edge)
    return amplitude * fade * Math.sin(2 * Math.PI * share * i + (phase * Math.PI) / 180)
  })
}

/**
 * A tone of a sixth of the rate with one period at twice its level, made at four times the rate, limited to the band of
 * the rate, brought to a peak of 1, and taken from there every fourth sample: the peak lies where `offset` (0 to 3) puts it.
 */
export function createSurge(offset: number): Float64Array {
  const period = 24
  const fine = Float64Array.from({ length: 101 * period }, (_, i) => {
    const isSurge = Math.floor(i / period) === 50
    return (isSurge ? 1 : 0.5) * Math.sin((2 * Math.PI * i) / period)
  })
  const limited = limitBand(fine)
  const highest = limited.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
  const faded = limited.map(
    (sample, i) => (sample / highest) * Math.min(1, i / 240, (limited.length - i) / 240),
  )
  return faded.filter((_, i) => i % 4 === offset)
}

/** Keeps the lower quarter of the band: a sinc under a Hann window. */
function limitBand(samples: Samples): Float64Array {
  const reach = 256
  const kernel = Float64Array.from({ length: 2 * reach + 1 }, (_, i) => {
    const x = (i - reach) / 4
    const sinc = x === 0 ? 1 : Math.sin(0.95 * Math.PI * x) / (0.95 * Math.PI * x)
    return (0.95 / 4) * sinc * (0.5 + 0.5 * Math.cos((Math.PI * (i - reach)) / reach))
  })
  return Float64Array.from({ length: samples.length }, (_, i) =>
    kernel.reduce((sum, tap, k) => sum + tap * (samples[i + k - reach] ?? 0), 0),
  )
}
