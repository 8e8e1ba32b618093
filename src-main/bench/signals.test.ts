import { describe, expect, it } from 'vitest'
import { seededRecording, seededSpectrogram } from './signals'

describe('a seeded spectrogram', () => {
  it('is the same for the same seed and another for another', () => {
    expect(seededSpectrogram(9, 30, 4)).toEqual(seededSpectrogram(9, 30, 4))
    expect(seededSpectrogram(9, 30, 5).V).not.toEqual(seededSpectrogram(9, 30, 4).V)
  })

  it('is positive and has mean 1', () => {
    const { V, binCount, frameCount } = seededSpectrogram(33, 60, 1)
    expect(V).toHaveLength(binCount * frameCount)
    expect(Math.min(...V)).toBeGreaterThan(0)
    let total = 0
    for (const value of V) total += value
    expect(total / V.length).toBeCloseTo(1, 5)
  })
})

describe('a seeded recording', () => {
  it('is the same for the same seed and another for another', () => {
    expect(seededRecording(0.5, 8000, 4)).toEqual(seededRecording(0.5, 8000, 4))
    expect(seededRecording(0.5, 8000, 5)).not.toEqual(seededRecording(0.5, 8000, 4))
  })

  it('has the length asked for and stays within full scale', () => {
    const samples = seededRecording(2, 8000, 1)
    expect(samples).toHaveLength(16_000)
    const peak = Math.max(...samples.map(Math.abs))
    expect(peak).toBeGreaterThan(0.05)
    expect(peak).toBeLessThan(1)
  })
})
