import { describe, expect, it } from 'vitest'
import { createRandom } from '../../random'
import { createLoudnessMeter } from './loudness'
import { createStreamingLoudness, type StreamingLoudness } from './streamingLoudness'

type Parts = readonly (readonly [decibels: number, seconds: number])[]

/** 1 kHz tone through levels of full scale, as in EBU Tech 3341. */
function createTone(rate: number, parts: Parts): Float64Array {
  const levels = parts.flatMap(([decibels, seconds]) =>
    Array<number>(Math.round(seconds * rate)).fill(10 ** (decibels / 20)),
  )
  return Float64Array.from(levels, (amplitude, i) => amplitude * Math.sin((2 * Math.PI * 1000 * i) / rate))
}

/** Noise whose level changes every half second; the same numbers on every machine. */
function createProgramme(rate: number, seconds: number, seed: number): Float32Array {
  const random = createRandom(seed)
  const levels = Array.from({ length: 2 * seconds }, () => 10 ** (-3 * random.uniform()))
  return Float32Array.from(
    { length: seconds * rate },
    (_, i) => levels[Math.floor((2 * i) / rate)] * (random.uniform() - 0.5),
  )
}

/** In quanta of 128 samples, as an audio worklet gets them. */
function feed(meter: StreamingLoudness, channels: readonly (Float32Array | Float64Array)[]): void {
  for (let start = 0; start < channels[0].length; start += 128) {
    meter.push(channels, start, Math.min(channels[0].length, start + 128))
  }
}

function measure(rate: number, channels: readonly (Float32Array | Float64Array)[]): StreamingLoudness {
  const meter = createStreamingLoudness(rate, channels.length)
  feed(meter, channels)
  return meter
}

function readWhole(rate: number, channels: readonly (Float32Array | Float64Array)[]): number {
  const meter = createLoudnessMeter(rate, channels.length)
  meter.push(channels)
  return meter.integrated()
}

describe('createStreamingLoudness', () => {
  // The cases 1 to 5 of EBU Tech 3341; tolerance 0.1 LU.
  it.each<{ parts: Parts; expected: number }>([
    { parts: [[-23, 20]], expected: -23 },
    { parts: [[-33, 20]], expected: -33 },
    // prettier-ignore
    { parts: [[-36, 10], [-23, 60], [-36, 10]], expected: -23 },
    // prettier-ignore
    { parts: [[-72, 10], [-36, 10], [-23, 60], [-36, 10], [-72, 10]], expected: -23 },
    // prettier-ignore
    { parts: [[-26, 20], [-20, 20.1], [-26, 20]], expected: -23 },
  ])('integrates the stereo tones $parts to $expected LUFS', ({ parts, expected }) => {
    const tone = createTone(16000, parts)
    expect(Math.abs(measure(16000, [tone, tone]).integrated() - expected)).toBeLessThan(0.1)
  })

  /** All readings that are taken every 10 ms from `from` seconds on. */
  function readings(rate: number, parts: Parts, from: number) {
    const tone = createTone(rate, parts)
    const meter = createStreamingLoudness(rate, 2)
    const found: { momentary: number; shortTerm: number }[] = []
    for (let start = 0; start + rate / 100 <= tone.length; start += rate / 100) {
      meter.push([tone, tone], start, start + rate / 100)
      if (start >= from * rate) found.push({ momentary: meter.momentary(), shortTerm: meter.shortTerm() })
    }
    return found
  }
  const repeated = (count: number, parts: Parts): Parts => Array.from({ length: count }, () => parts).flat()

  it('keeps short-term loudness steady over tones that alternate within 3 s (EBU Tech 3341, case 9)', () => {
    // prettier-ignore
    const parts = repeated(5, [[-20, 1.34], [-30, 1.66]])
    for (const { shortTerm } of readings(16000, parts, 3)) expect(Math.abs(shortTerm + 23)).toBeLessThan(0.1)
  })

  it('keeps momentary loudness steady over tones that alternate within 400 ms (case 12)', () => {
    // prettier-ignore
    const parts = repeated(25, [[-20, 0.18], [-30, 0.22]])
    for (const { momentary } of readings(16000, parts, 1)) expect(Math.abs(momentary + 23)).toBeLessThan(0.1)
  })

  it.each(Array.from({ length: 20 }, (_, segment) => segment))(
    'finds the loudest 3 s and 400 ms wherever they begin (cases 10 and 13, segment %i)',
    (segment) => {
      // prettier-ignore
      const slow = readings(16000, [[-200, 0.15 * segment], [-23, 3], [-200, 1]], 0)
      expect(Math.abs(Math.max(...slow.map((it) => it.shortTerm)) + 23)).toBeLessThan(0.1)
      // prettier-ignore
      const fast = readings(16000, [[-200, 0.02 * segment], [-23, 0.4], [-200, 1]], 0)
      expect(Math.abs(Math.max(...fast.map((it) => it.momentary)) + 23)).toBeLessThan(0.1)
    },
  )

  it.each([8192, 22050, 44100, 48000, 96000])('integrates as the whole-file meter does at %i Hz', (rate) => {
    const channels = [createProgramme(rate, 12, 1), createProgramme(rate, 12, 2)]
    expect(Math.abs(measure(rate, channels).integrated() - readWhole(rate, channels))).toBeLessThan(0.02)
    expect(Math.abs(measure(rate, [channels[0]]).integrated() - readWhole(rate, [channels[0]]))).toBeLessThan(
      0.02,
    )
  })

  it('reads what sounded last: 400 ms as momentary, 3 s as short-term', () => {
    // prettier-ignore
    const tone = createTone(16000, [[-20, 4], [-40, 0.5]])
    const meter = measure(16000, [tone, tone])
    expect(meter.momentary()).toBeCloseTo(-40, 1)
    const expected = 10 * Math.log10((2.5 * 10 ** (-20 / 10) + 0.5 * 10 ** (-40 / 10)) / 3)
    expect(Math.abs(meter.shortTerm() - expected)).toBeLessThan(0.05)
  })

  it('reads nothing before its blocks are full, and in silence', () => {
    const tone = createTone(16000, [[-20, 1]])
    expect(measure(16000, [tone.subarray(0, 6000)]).momentary()).toBe(-Infinity)
    expect(measure(16000, [tone]).shortTerm()).toBe(-Infinity)
    expect(measure(16000, [new Float32Array(64000)]).integrated()).toBe(-Infinity)
  })

  it('integrates over a break as if there were none, and begins the others anew', () => {
    const meter = measure(16000, [createTone(16000, [[-20, 5]])])
    const before = meter.integrated()
    meter.breakOff()
    expect(meter.momentary()).toBe(-Infinity)
    expect(meter.shortTerm()).toBe(-Infinity)
    expect(meter.integrated()).toBe(before)
    feed(meter, [createTone(16000, [[-20, 5]])])
    expect(meter.integrated()).toBeCloseTo(before, 1)
  })

  it('forgets what it integrated when reset, and nothing else', () => {
    const meter = measure(16000, [createTone(16000, [[-10, 4]])])
    meter.reset()
    expect(meter.integrated()).toBe(-Infinity)
    expect(meter.shortTerm()).toBeGreaterThan(-14)
  })
})
