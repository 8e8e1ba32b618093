import { describe, expect, it } from 'vitest'
import { createProgramme, createTone, inQuanta } from './levelSignals.testSupport'
import { createLoudnessMeter } from './loudness'

function measure(rate: number, channels: readonly (Float32Array | Float64Array)[]) {
  const meter = createLoudnessMeter(rate, channels.length)
  meter.push(channels)
  return meter
}

describe('createLoudnessMeter', () => {
  it('reads a mono tone 3.01 LU below the same tone on two channels', () => {
    const tone = createTone(16000, [[-23, 5]])
    const difference = measure(16000, [tone, tone]).integrated() - measure(16000, [tone]).integrated()
    expect(difference).toBeCloseTo(3.01, 2)
  })

  // Reference: ffmpeg 5.1.9, filter ebur128=metadata=1, last I and LRA, largest M, of the programme as 32-bit float.
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

  it.each([8192, 22050, 44100, 96000])('reads the same in quanta as at once at %i Hz', (rate) => {
    const channels = [createProgramme(rate, 1), createProgramme(rate, 2)]
    const whole = measure(rate, channels)
    const meter = createLoudnessMeter(rate, 2)
    inQuanta(channels[0].length, (start, end) => meter.push(channels, start, end))
    for (const figure of ['integrated', 'range', 'momentaryMaximum', 'shortTermMaximum'] as const)
      expect(meter[figure]()).toBeCloseTo(whole[figure](), 9)
  })

  it('reads what sounded last: 400 ms as momentary, 3 s as short-term', () => {
    const tone = createTone(16000, [
      [-20, 4],
      [-40, 0.5],
    ])
    const meter = measure(16000, [tone, tone])
    expect(meter.momentary()).toBeCloseTo(-40, 1)
    const expected = 10 * Math.log10((2.5 * 10 ** (-20 / 10) + 0.5 * 10 ** (-40 / 10)) / 3)
    expect(Math.abs(meter.shortTerm() - expected)).toBeLessThan(0.05)
  })

  it('reads nothing before its blocks are full', () => {
    const tone = createTone(16000, [[-20, 1]])
    expect(measure(16000, [tone.subarray(0, 6000)]).momentary()).toBe(-Infinity)
    expect(measure(16000, [tone]).shortTerm()).toBe(-Infinity)
    expect(measure(16000, [tone]).range()).toBe(0)
  })

  it('integrates over a break as if there were none, and begins the others anew', () => {
    const meter = measure(16000, [createTone(16000, [[-20, 5]])])
    const before = meter.integrated()
    meter.breakOff()
    expect(meter.momentary()).toBe(-Infinity)
    expect(meter.shortTerm()).toBe(-Infinity)
    expect(meter.integrated()).toBe(before)
    meter.push([createTone(16000, [[-20, 5]])])
    expect(meter.integrated()).toBeCloseTo(before, 1)
  })

  it('lets nothing from before a reset into the figures of what was so far', () => {
    const meter = measure(16000, [createTone(16000, [[-10, 4]])])
    meter.reset()
    expect([meter.integrated(), meter.momentaryMaximum(), meter.range()]).toEqual([-Infinity, -Infinity, 0])
    expect(meter.shortTerm()).toBeGreaterThan(-14)
    const quiet = createTone(16000, [[-30, 4]])
    meter.push([quiet])
    expect(meter.integrated()).toBeCloseTo(measure(16000, [quiet]).integrated(), 1)
    expect(meter.momentaryMaximum()).toBeCloseTo(meter.integrated(), 1)
    expect(meter.shortTermMaximum()).toBeCloseTo(meter.integrated(), 1)
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
