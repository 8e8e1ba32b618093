import { describe, expect, it } from 'vitest'
import { createSpectrum } from './fft'
import { frameCountOf } from './framing'
import { powerFloor, powerSpectrogram } from './powerSpectrogram'
import { createFrameAnalyser } from './stft'
import { whiteNoise } from './testSignals.testSupport'

const framing = { windowLength: 64, hop: 32 }
const music = whiteNoise(3000, 1).map((value, t) =>
  t < 1500 ? 0.01 * value : Math.sin(0.3 * t) + 0.1 * value,
)

const meanOf = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length

describe('powerSpectrogram', () => {
  it('is |X|^2 plus the floor, scaled to mean 1, frame after frame', () => {
    const { V, binCount, frameCount } = powerSpectrogram(music, framing)
    expect([binCount, frameCount]).toEqual([33, frameCountOf(framing, 3000)])
    const analyser = createFrameAnalyser(framing)
    const spectrum = createSpectrum(binCount)
    const powers: number[] = []
    for (let frame = 0; frame < frameCount; frame++) {
      analyser.analyse(music, frame, spectrum)
      spectrum.re.forEach((re, bin) => powers.push(re ** 2 + spectrum.im[bin] ** 2))
    }
    const mean = meanOf(powers)
    powers.forEach((power, i) => {
      const expected = (power / mean + powerFloor) / (1 + powerFloor)
      expect(Math.abs(V[i] / expected - 1)).toBeLessThan(1e-6)
    })
  })

  it('has mean 1 and a floor of -40 dB, which digital silence reaches', () => {
    const padded = new Float32Array(4000)
    padded.set(music.subarray(1500), 1500)
    const { V } = powerSpectrogram(padded, framing)
    expect(meanOf(V)).toBeCloseTo(1, 6)
    expect(10 * Math.log10(Math.min(...V))).toBeCloseTo(-40, 3)
  })

  it.each([2 ** -140, 1e-30, 1e-3, 0.5, 1e3, 1e30])('does not depend on a gain of %f', (gain) => {
    const reference = powerSpectrogram(music, framing).V
    const scaled = powerSpectrogram(
      music.map((value) => value * gain),
      framing,
    ).V
    reference.forEach((value, i) => expect(Math.abs(scaled[i] / value - 1)).toBeLessThan(1e-6))
  })

  it.each([1, 500])('of %i silent samples is 1 everywhere', (length) => {
    const { V } = powerSpectrogram(new Float32Array(length), framing)
    expect(V.length).toBeGreaterThan(0)
    expect(V.every((value) => value === 1)).toBe(true)
  })
})
