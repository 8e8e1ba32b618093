import { describe, expect, it } from 'vitest'
import { createTruePeakMeter } from './truePeak'

/** Tone with raised-cosine ends, so that only its steady part peaks. */
function createTone(options: {
  share: number
  phase: number
  amplitude: number
  length: number
}): Float64Array {
  const { share, phase, amplitude, length } = options
  return Float64Array.from({ length }, (_, i) => {
    const edge = Math.min(1, i / 500, (length - 1 - i) / 500)
    const fade = 0.5 - 0.5 * Math.cos(Math.PI * edge)
    return amplitude * fade * Math.sin(2 * Math.PI * share * i + phase)
  })
}

function decibelsOf(rate: number, ...channels: Float64Array[]): number {
  const meter = createTruePeakMeter(rate, channels.length)
  meter.push(channels)
  return meter.decibels()
}

describe('createTruePeakMeter', () => {
  // The cases 15 to 19 of EBU Tech 3341, tolerance +0.2, -0.4 dB.
  it.each([
    [1 / 4, 0, -6],
    [1 / 4, 45, -6],
    [1 / 6, 60, -6],
    [1 / 8, 67.5, -6],
    [1 / 4, 45, 3],
  ])('reads a tone of %f of the rate, phase %f degrees, at %f dBTP', (share, degrees, expected) => {
    const tone = createTone({
      share,
      phase: (degrees * Math.PI) / 180,
      amplitude: 10 ** (expected / 20),
      length: 4000,
    })
    const error = decibelsOf(48000, tone) - expected
    expect(error).toBeLessThan(0.2)
    expect(error).toBeGreaterThan(-0.4)
  })

  it('finds the peak between samples that all stay at -3 dB', () => {
    const tone = createTone({ share: 1 / 4, phase: Math.PI / 4, amplitude: 1, length: 4000 })
    expect(tone.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)).toBeLessThan(0.7072)
    expect(Math.abs(decibelsOf(44100, tone))).toBeLessThan(0.05)
  })

  it('never reads below the highest sample, at any rate', () => {
    const click = new Float64Array(100)
    click[99] = -0.8
    for (const rate of [8000, 44100, 96000, 192000]) {
      expect(decibelsOf(rate, click)).toBeGreaterThanOrEqual(20 * Math.log10(0.8))
    }
  })

  it('reads the louder of two channels', () => {
    const quiet = createTone({ share: 0.1, phase: 0, amplitude: 0.1, length: 4000 })
    const loud = createTone({ share: 0.1, phase: 0, amplitude: 0.5, length: 4000 })
    expect(decibelsOf(44100, quiet, loud)).toBe(decibelsOf(44100, loud))
  })

  it('reads the same in blocks of any size, and may be asked in between', () => {
    const tone = createTone({ share: 0.23, phase: 1, amplitude: 0.9, length: 4000 })
    const meter = createTruePeakMeter(44100, 1)
    for (let start = 0; start < tone.length; start += 7) {
      meter.push([tone.subarray(start, start + 7)])
      if (start % 700 === 0) meter.decibels()
    }
    const whole = createTruePeakMeter(44100, 1)
    whole.push([tone])
    expect(meter.peak()).toBeCloseTo(whole.peak(), 6)
  })

  it('reads silence as minus infinity', () => {
    expect(decibelsOf(44100, new Float64Array(1000))).toBe(-Infinity)
  })
})
