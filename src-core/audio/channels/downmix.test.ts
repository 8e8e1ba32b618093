import { describe, expect, it } from 'vitest'
import type { AudioData, Samples } from '../audioData'
import { createNoise, createTune, delay, mixSamples } from './channelsTestSignals.testSupport'
import { type ChannelChoice, type DownmixRecipe, downmixWith, toMono } from './downmix'

const RATE = 22050
const LENGTH = 3 * RATE
const tune = createTune({ rate: RATE, length: LENGTH, seed: 1 })
const otherTune = createTune({ rate: RATE, length: LENGTH, seed: 2 })
const noiseOf = (seed: number, level: number) => createNoise({ length: LENGTH, seed, level })

function audioOf(...channels: Samples[]): AudioData {
  const format = { container: 'WAV', codec: 'PCM', sampleKind: 'integer', bitDepth: 16 } as const
  return { sampleRate: RATE, channels, format, tags: {}, warnings: [] }
}

/** Power of the difference over the power of the reference, dB, without the first and last 100 samples. */
function errorOf(samples: Samples, reference: Samples): number {
  let error = 0
  let power = 0
  for (let i = 100; i < reference.length - 100; i++) {
    error += (samples[i] - reference[i]) ** 2
    power += reference[i] ** 2
  }
  return 10 * Math.log10(error / power)
}

describe('toMono', () => {
  it.each<ChannelChoice>(['auto', 'left', 'right', 'mid', 'side'])(
    'leaves a mono file untouched for %s',
    (choice) => {
      const mono = toMono(audioOf(tune), choice)
      expect(mono.samples).toBe(tune)
      expect(mono).toMatchObject({ channel: 'left', lag: 0, description: 'mono', warnings: [] })
    },
  )

  it('takes the left channel of dual mono exactly', () => {
    const mono = toMono(audioOf(tune, tune.slice()), 'auto')
    expect(mono.samples).toBe(tune)
    expect(mono).toMatchObject({ channel: 'left', description: 'dual mono', warnings: [] })
  })

  it('takes the channel that is not silent', () => {
    const silence = new Float64Array(LENGTH)
    expect(toMono(audioOf(silence, tune), 'auto')).toMatchObject({ channel: 'right', warnings: [] })
    expect(toMono(audioOf(tune, silence), 'auto')).toMatchObject({ channel: 'left', warnings: [] })
  })

  it('takes the side of inverted channels, which is the left one, and says so', () => {
    const mono = toMono(audioOf(tune, mixSamples([tune, -1])), 'auto')
    expect(mono.channel).toBe('side')
    expect(mono.samples).toEqual(tune)
    expect(mono.warnings).toHaveLength(1)
  })

  it('aligns groove walls a whole sample apart and recovers the tune exactly', () => {
    const mono = toMono(audioOf(tune, delay(tune, 1)), 'auto')
    expect(mono).toMatchObject({ channel: 'mid', lag: 1, warnings: [] })
    expect(mono.samples.slice(0, -1)).toEqual(tune.slice(0, -1))
  })

  it('aligns groove walls a fraction of a sample apart to below -50 dB', () => {
    const mono = toMono(audioOf(tune, delay(tune, -2.4)), 'auto')
    expect(mono.channel).toBe('mid')
    expect(errorOf(mono.samples, tune)).toBeLessThan(-50)
  })

  it('halves the power of independent wall noise by the aligned mid', () => {
    const noise = noiseOf(1, 0.01)
    const left = mixSamples([tune, 1], [noise, 1])
    const right = delay(mixSamples([tune, 1], [noiseOf(2, 0.01), 1]), 2)
    const mono = toMono(audioOf(left, right), 'auto')
    expect(errorOf(mono.samples, tune) - errorOf(left, tune)).toBeCloseTo(-3, 0)
  })

  it('takes the quieter wall alone when the other has over 6 dB more noise', () => {
    const quiet = mixSamples([tune, 1], [noiseOf(1, 0.005), 1])
    const noisy = mixSamples([tune, 1], [noiseOf(2, 0.02), 1])
    expect(toMono(audioOf(noisy, quiet), 'auto').samples).toBe(quiet)
    expect(toMono(audioOf(quiet, noisy), 'auto').samples).toBe(quiet)
  })

  it('takes the plain mid of true stereo and warns', () => {
    const mono = toMono(audioOf(tune, otherTune), 'auto')
    expect(mono).toMatchObject({ channel: 'mid', lag: 0, description: 'true stereo' })
    expect(mono.samples).toEqual(mixSamples([tune, 0.5], [otherTune, 0.5]))
    expect(mono.warnings[0]).toContain('true stereo')
  })

  it('does not align an explicit mid or side', () => {
    const late = delay(tune, 1)
    expect(toMono(audioOf(tune, late), 'mid').samples).toEqual(mixSamples([tune, 0.5], [late, 0.5]))
    expect(toMono(audioOf(tune, late), 'side').samples).toEqual(mixSamples([tune, 0.5], [late, -0.5]))
    expect(toMono(audioOf(tune, late), 'side').lag).toBe(0)
  })

  it('warns when the explicit choice leaves silence', () => {
    const silence = new Float64Array(LENGTH)
    expect(toMono(audioOf(tune, mixSamples([tune, -1])), 'mid').warnings[0]).toContain('almost silent')
    expect(toMono(audioOf(tune, tune), 'side').warnings[0]).toContain('almost silent')
    expect(toMono(audioOf(tune, silence), 'right').warnings[0]).toContain('almost silent')
    expect(toMono(audioOf(tune, silence), 'left').warnings).toEqual([])
    expect(toMono(audioOf(silence, silence), 'auto').warnings).toEqual([])
  })

  it('takes the mean of more than two channels, or the one asked for, and warns', () => {
    const audio = audioOf(tune, otherTune, new Float64Array(LENGTH))
    const mono = toMono(audio, 'auto')
    expect(errorOf(mono.samples, mixSamples([tune, 1 / 3], [otherTune, 1 / 3]))).toBeLessThan(-250)
    expect(mono.warnings[0]).toContain('3 channels')
    expect(toMono(audio, 'right').samples).toBe(otherTune)
  })

  it('keeps the precision of the channels', () => {
    const single = audioOf(Float32Array.from(tune), Float32Array.from(otherTune))
    expect(toMono(single, 'mid').samples).toBeInstanceOf(Float32Array)
    expect(toMono(audioOf(tune, otherTune), 'mid').samples).toBeInstanceOf(Float64Array)
  })
})

describe('downmixWith', () => {
  it.each([1, -2.4])('gives the samples of toMono again from channel and lag %f', (lag) => {
    const audio = audioOf(Float32Array.from(tune), Float32Array.from(delay(tune, lag)))
    const { samples, channel, lag: measured } = toMono(audio, 'auto')
    const stored = JSON.parse(JSON.stringify({ channel, lag: measured })) as DownmixRecipe
    expect(downmixWith(audio, stored)).toEqual(samples)
  })
})
