import { describe, expect, it } from 'vitest'
import { createRandom } from '../../random'
import { samplePeak } from './samplePeak'
import { createStreamingPeaks } from './streamingPeaks'
import { createTruePeakMeter } from './truePeak'

function createNoise(length: number, seed: number): Float32Array {
  const random = createRandom(seed)
  return Float32Array.from({ length }, (_, i) => (random.uniform() - 0.5) * Math.sin((Math.PI * i) / length))
}

describe('createStreamingPeaks', () => {
  it.each([
    [8000, 128],
    [44100, 128],
    [44100, 7],
    [96000, 300],
    [192000, 128],
  ])('finds the peaks of the whole at %i Hz in pieces of %i', (rate, size) => {
    const noise = createNoise(20000, rate + size)
    const peaks = createStreamingPeaks(rate)
    const found = { sample: 0, true: 0 }
    for (let start = 0; start < noise.length; start += size) {
      peaks.push(noise, start, Math.min(noise.length, start + size))
      const piece = peaks.take()
      found.sample = Math.max(found.sample, piece.sample)
      found.true = Math.max(found.true, piece.true)
    }
    const whole = createTruePeakMeter(rate, 1)
    whole.push([noise])
    expect(found.sample).toBe(samplePeak(noise))
    expect(found.true).toBe(whole.peak())
  })

  it('tells each peak once', () => {
    const peaks = createStreamingPeaks(44100)
    const click = new Float32Array(128)
    click[10] = -0.75
    peaks.push(click, 0, 128)
    expect(peaks.take().sample).toBe(0.75)
    peaks.push(new Float32Array(512), 0, 512)
    expect(peaks.take()).toEqual({ sample: 0, true: 0 })
  })
})
