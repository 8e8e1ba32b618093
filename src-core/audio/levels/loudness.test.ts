import { describe, expect, it } from 'vitest'
import { createRandom } from '../../random'
import { createLoudnessMeter } from './loudness'

/** 1 kHz tone through levels (dB of full scale, seconds), as in EBU Tech 3341. */
function createTone(rate: number, parts: readonly (readonly [number, number])[]): Float64Array {
  const levels = parts.flatMap(([decibels, seconds]) =>
    Array<number>(seconds * rate).fill(10 ** (decibels / 20)),
  )
  return Float64Array.from(levels, (amplitude, i) => amplitude * Math.sin((2 * Math.PI * 1000 * i) / rate))
}

/** Noise over a hum whose level steps every 2 s; the same numbers on every machine. */
function createProgramme(rate: number, seed: number): Float32Array {
  const random = createRandom(seed)
  const levels = [0.5, 0.1, 0.01, 0.25]
  return Float32Array.from({ length: 8 * rate }, (_, i) => {
    const level = levels[Math.floor(i / (2 * rate))]
    return level * (random.uniform() - 0.5) + 0.3 * level * Math.sin((2 * Math.PI * 220 * i) / rate)
  })
}

function measure(rate: number, channels: readonly (Float32Array | Float64Array)[]) {
  const meter = createLoudnessMeter(rate, channels.length)
  meter.push(channels)
  return meter
}

describe('createLoudnessMeter', () => {
  it.each([
    [[[-23, 20]], -23],
    [[[-33, 20]], -33],
    [
      [
        [-36, 10],
        [-23, 60],
        [-36, 10],
      ],
      -23,
    ],
    [
      [
        [-72, 10],
        [-36, 10],
        [-23, 60],
        [-36, 10],
        [-72, 10],
      ],
      -23,
    ],
  ] as [[number, number][], number][])(
    'reads the stereo tones of EBU Tech 3341 %j as %f LUFS',
    (parts, expected) => {
      const tone = createTone(16000, parts)
      expect(Math.abs(measure(16000, [tone, tone]).integrated() - expected)).toBeLessThan(0.1)
    },
  )

  it('reads a mono tone 3.01 LU below the same tone on two channels', () => {
    const tone = createTone(16000, [[-23, 5]])
    const difference = measure(16000, [tone, tone]).integrated() - measure(16000, [tone]).integrated()
    expect(difference).toBeCloseTo(3.01, 2)
  })

  // Reference: ffmpeg 5.1, filter ebur128=metadata=1, last I and LRA, largest M, of the programme as 32-bit float.
  it.each([
    { rate: 48000, count: 1, integrated: -16.609, momentary: -12.787, range: 14.93 },
    { rate: 44100, count: 1, integrated: -16.64, momentary: -12.814, range: 14.89 },
    { rate: 44100, count: 2, integrated: -13.627, momentary: -9.814, range: 14.9 },
    { rate: 22050, count: 1, integrated: -16.784, momentary: -12.95, range: 14.89 },
    { rate: 8192, count: 1, integrated: -17.305, momentary: -13.431, range: 14.97 },
    { rate: 96000, count: 2, integrated: -13.548, momentary: -9.747, range: 14.9 },
  ])('agrees with ffmpeg within 0.1 LU at $rate Hz on $count channels', (expected) => {
    const channels = Array.from({ length: expected.count }, (_, c) => createProgramme(expected.rate, c + 1))
    const meter = measure(expected.rate, channels)
    expect(Math.abs(meter.integrated() - expected.integrated)).toBeLessThan(0.1)
    expect(Math.abs(meter.momentaryMaximum() - expected.momentary)).toBeLessThan(0.1)
    expect(Math.abs(meter.range() - expected.range)).toBeLessThan(0.1)
  })

  it('reads the loudest 3 s as the short-term maximum', () => {
    const tone = createTone(16000, [
      [-40, 4],
      [-20, 3],
      [-40, 4],
    ])
    expect(measure(16000, [tone, tone]).shortTermMaximum()).toBeCloseTo(-20, 1)
  })

  it('reads the range of two long levels as their distance (EBU Tech 3342)', () => {
    const tone = createTone(16000, [
      [-20, 20],
      [-30, 20],
    ])
    expect(Math.abs(measure(16000, [tone, tone]).range() - 10)).toBeLessThan(1)
  })

  it('reads the same in blocks of any size', () => {
    const programme = createProgramme(8192, 1)
    const meter = createLoudnessMeter(8192, 1)
    for (let start = 0; start < programme.length; start += 777)
      meter.push([programme.subarray(start, start + 777)])
    expect(meter.integrated()).toBeCloseTo(measure(8192, [programme]).integrated(), 10)
  })

  it('reads silence and less than 400 ms as minus infinity', () => {
    expect(measure(44100, [new Float32Array(88200)]).integrated()).toBe(-Infinity)
    expect(measure(44100, [new Float32Array(10000).fill(0.5)]).integrated()).toBe(-Infinity)
    expect(measure(44100, [new Float32Array(88200)]).range()).toBe(0)
  })

  it('stays finite at rates without room for the filters', () => {
    const meter = measure(1000, [createProgramme(1000, 1)])
    expect(Number.isFinite(meter.integrated())).toBe(true)
  })
})
