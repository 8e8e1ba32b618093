/**
 * The requirements of EBU Tech 3341, table 1, on signals made here, in quanta as the meters get them while it plays and
 * at once as an export is measured. Case 6 has five channels and the cases 7 and 8 are programmes: neither is here.
 */
import { describe, expect, it } from 'vitest'
import type { Samples } from '../audioData'
import { createPeakTone, createSurge, createTone, inQuanta, type Levels } from './levelSignals.testSupport'
import { createLoudnessMeter, type LoudnessMeter } from './loudness'
import { createStreamingPeaks } from './streamingPeaks'
import { createTruePeakMeter } from './truePeak'

const rate = 48_000

/** @param onQuantum told the seconds so far */
function play(levels: Levels, onQuantum?: (meter: LoudnessMeter, seconds: number) => void): LoudnessMeter {
  const tone = createTone(rate, levels)
  const meter = createLoudnessMeter(rate, 2)
  inQuanta(tone.length, (start, end) => {
    meter.push([tone, tone], start, end)
    onQuantum?.(meter, end / rate)
  })
  return meter
}

function measureAtOnce(levels: Levels): LoudnessMeter {
  const tone = createTone(rate, levels)
  const meter = createLoudnessMeter(rate, 2)
  meter.push([tone, tone])
  return meter
}

const repeated = (count: number, levels: Levels): Levels => Array.from({ length: count }, () => levels).flat()
const expectNear = (loudness: number, expected: number): void =>
  expect(Math.abs(loudness - expected)).toBeLessThanOrEqual(0.1)

describe('integrated loudness', () => {
  it.each<{ number: number; levels: Levels; expected: number }>([
    { number: 1, levels: [[-23, 20]], expected: -23 },
    { number: 2, levels: [[-33, 20]], expected: -33 },
    // prettier-ignore
    { number: 3, levels: [[-36, 10], [-23, 60], [-36, 10]], expected: -23 },
    // prettier-ignore
    { number: 4, levels: [[-72, 10], [-36, 10], [-23, 60], [-36, 10], [-72, 10]], expected: -23 },
    // prettier-ignore
    { number: 5, levels: [[-26, 20], [-20, 20.1], [-26, 20]], expected: -23 },
  ])('case $number: $levels reads $expected LUFS', ({ levels, expected }) => {
    const played = play(levels)
    expectNear(played.integrated(), expected)
    expect(measureAtOnce(levels).integrated()).toBeCloseTo(played.integrated(), 9)
  })

  it.each([-23, -33])('cases 1 and 2: a steady tone of %i dBFS reads so for 400 ms and 3 s too', (level) => {
    const meter = play([[level, 20]])
    expectNear(meter.momentary(), level)
    expectNear(meter.shortTerm(), level)
  })
})

describe('short-term and momentary loudness', () => {
  it('case 9: short-term loudness is steady over levels that alternate within 3 s', () => {
    const levels = repeated(5, [
      [-20, 1.34],
      [-30, 1.66],
    ])
    play(levels, (meter, seconds) => seconds >= 3 && expectNear(meter.shortTerm(), -23))
  })

  it('case 12: momentary loudness is steady over levels that alternate within 400 ms', () => {
    const levels = repeated(25, [
      [-20, 0.18],
      [-30, 0.22],
    ])
    play(levels, (meter, seconds) => seconds >= 1 && expectNear(meter.momentary(), -23))
  })

  it.each(Array.from({ length: 20 }, (_, i) => i))(
    'cases 10 and 13: the loudest 3 s and 400 ms are found wherever they begin (segment %i)',
    (i) => {
      const long: Levels = [
        [-Infinity, 0.15 * i],
        [-23, 3],
        [-Infinity, 1],
      ]
      const short: Levels = [
        [-Infinity, 0.02 * i],
        [-23, 0.4],
        [-Infinity, 1],
      ]
      expectNear(play(long).shortTermMaximum(), -23)
      expectNear(play(short).momentaryMaximum(), -23)
      expect(measureAtOnce(short).momentaryMaximum()).toBeCloseTo(play(short).momentaryMaximum(), 9)
    },
  )

  it.each([
    { number: 11, seconds: 3, delay: 0.15, figure: 'shortTermMaximum' as const },
    { number: 14, seconds: 0.4, delay: 0.02, figure: 'momentaryMaximum' as const },
  ])('case $number: the maximum follows tones that get louder by 1 dB', ({ seconds, delay, figure }) => {
    const tones = Array.from({ length: 20 }, (_, i): Levels => [
      [-Infinity, i * delay],
      [-38 + i, seconds],
      [-Infinity, seconds - i * delay],
    ])
    play(tones.flat(), (meter, time) => {
      const segment = Math.floor(time / (2 * seconds))
      const isOver = time - 2 * seconds * segment > 1.98 * seconds
      if (isOver && segment < 20) expectNear(meter[figure](), -38 + segment)
    })
  })
})

/** dBTP of the loudest moment */
function playPeak(samples: Samples): number {
  const peaks = createStreamingPeaks(rate)
  let highest = 0
  inQuanta(samples.length, (start, end) => {
    peaks.push(samples, start, end)
    highest = Math.max(highest, peaks.take().true)
  })
  return 20 * Math.log10(highest)
}

function expectPeak(samples: Samples, expected: number): void {
  const played = playPeak(samples)
  expect(played - expected).toBeLessThanOrEqual(0.2)
  expect(played - expected).toBeGreaterThanOrEqual(-0.4)
  const whole = createTruePeakMeter(rate, 1)
  whole.push([samples])
  expect(whole.decibels()).toBeCloseTo(played, 9)
}

describe('true peak', () => {
  it.each([
    { number: 15, share: 1 / 4, phase: 0, amplitude: 0.5, expected: -6 },
    { number: 16, share: 1 / 4, phase: 45, amplitude: 0.5, expected: -6 },
    { number: 17, share: 1 / 6, phase: 60, amplitude: 0.5, expected: -6 },
    { number: 18, share: 1 / 8, phase: 67.5, amplitude: 0.5, expected: -6 },
    { number: 19, share: 1 / 4, phase: 45, amplitude: 1.41, expected: 3 },
  ])('case $number: a tone between its samples reads $expected dBTP', ({ expected, ...tone }) => {
    expectPeak(createPeakTone({ ...tone, length: 4000 }), expected)
  })

  it.each([0, 1, 2, 3])(
    'cases 20 to 23: a single peak reads 0 dBTP wherever it lies (offset %i)',
    (offset) => {
      expectPeak(createSurge(offset), 0)
    },
  )
})
