import { describe, expect, it } from 'vitest'
import { createPeakTone } from './levelSignals.testSupport'
import { createTruePeakMeter } from './truePeak'

function decibelsOf(rate: number, ...channels: Float64Array[]): number {
  const meter = createTruePeakMeter(rate, channels.length)
  meter.push(channels)
  return meter.decibels()
}

describe('createTruePeakMeter', () => {
  it('finds the peak between samples that all stay at -3 dB', () => {
    const tone = createPeakTone({ share: 1 / 4, phase: 45, amplitude: 1, length: 4000 })
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
    const quiet = createPeakTone({ share: 0.1, phase: 0, amplitude: 0.1, length: 4000 })
    const loud = createPeakTone({ share: 0.1, phase: 0, amplitude: 0.5, length: 4000 })
    expect(decibelsOf(44100, quiet, loud)).toBe(decibelsOf(44100, loud))
  })

  it('reads the same in blocks of any size, and may be asked in between', () => {
    const tone = createPeakTone({ share: 0.23, phase: 57, amplitude: 0.9, length: 4000 })
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
