import { describe, expect, it } from 'vitest'
import { errorInDecibels, whiteNoise } from '../spectral/testSignals.testSupport'
import { denoise, type NoiseStretch } from './denoise'

const sampleRate = 8000
const leadIn = 4000
const length = 24_000
const hiss = whiteNoise(length, 3).map((value) => 0.2 * value)
/** Three tones that begin behind the lead-in, with a rest in the middle. */
const music = Float64Array.from({ length }, (_, t) => {
  const sounds = t >= leadIn && (t < 12_000 || t >= 15_000)
  const tone = (hertz: number): number => Math.sin((2 * Math.PI * hertz * t) / sampleRate)
  return sounds ? 0.2 * (tone(300) + tone(740) + tone(1530)) : 0
})
const noisy = Float32Array.from(music, (value, t) => value + hiss[t])
const stretch = { start: 0, end: leadIn }

function denoised(samples: Float32Array, noise: readonly NoiseStretch[] = [stretch]): Float32Array {
  const steps = denoise(samples, noise, sampleRate)
  let step = steps.next()
  for (let last = 0; !step.done; step = steps.next()) {
    expect(step.value).toBeGreaterThan(last)
    last = step.value
  }
  return step.value
}

const energyOf = (samples: ArrayLike<number>, from: number, to: number): number => {
  let energy = 0
  for (let t = from; t < to; t++) energy += samples[t] ** 2
  return energy
}
const behind = (samples: Float32Array | Float64Array) => samples.subarray(leadIn)

describe('denoising', () => {
  const result = denoised(noisy)

  it('brings the recording 10 dB and more nearer to the music', () => {
    const before = errorInDecibels(behind(noisy), behind(music))
    expect(errorInDecibels(behind(result), behind(music))).toBeLessThan(before - 10)
  })

  it('leaves 15 dB less of the noise where nothing else sounds', () => {
    for (const [from, to] of [
      [0, leadIn - 800],
      [12_800, 14_200],
    ]) {
      expect(energyOf(result, from, to)).toBeLessThan(0.03 * energyOf(noisy, from, to))
    }
  })

  it('keeps the level of what is far louder than the noise', () => {
    const loud = Float32Array.from(music, (value, t) => 30 * value + hiss[t])
    const target = music.map((value) => 30 * value)
    const before = errorInDecibels(behind(loud), behind(target))
    expect(errorInDecibels(behind(denoised(loud)), behind(target))).toBeLessThan(before)
  })

  it('does not depend on the level of the recording', () => {
    const quiet = denoised(noisy.map((value) => value / 1024))
    expect(
      errorInDecibels(
        quiet.map((value) => value * 1024),
        result,
      ),
    ).toBeLessThan(-100)
  })

  it('changes nothing where the stretch holds digital silence', () => {
    const clean = Float32Array.from(music)
    expect(errorInDecibels(denoised(clean), clean)).toBeLessThan(-100)
  })

  it('gives silence for silence, and takes stretches too short for its usual window', () => {
    expect(denoised(new Float32Array(5000))).toEqual(new Float32Array(5000))
    const short = denoised(noisy, [{ start: 1000, end: 1300 }])
    expect(short.every(Number.isFinite)).toBe(true)
    expect(errorInDecibels(behind(short), behind(music))).toBeLessThan(
      errorInDecibels(behind(noisy), behind(music)),
    )
  })
})
