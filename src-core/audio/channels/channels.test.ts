import { describe, expect, it } from 'vitest'
import { createRandom } from '../../random'
import { analyseChannels, describeChannels } from './channels'
import { createNoise, createTune, delay, mixSamples } from './channelsTestSignals.testSupport'
import { createQuantiser } from '../levels/quantise'

const RATE = 22050
const LENGTH = 3 * RATE
const tune = createTune({ rate: RATE, length: LENGTH, seed: 1 })
const otherTune = createTune({ rate: RATE, length: LENGTH, seed: 2 })
const thirdTune = createTune({ rate: RATE, length: LENGTH, seed: 3 })
const noiseOf = (seed: number, level: number) => createNoise({ length: LENGTH, seed, level })

function addDither(samples: Float64Array, seed: number): Float64Array {
  const integers = new Int32Array(samples.length)
  createQuantiser({ bits: 16, dither: true, seed }).quantise(samples, integers)
  return Float64Array.from(integers, (value) => value / 32768)
}

describe('analyseChannels', () => {
  it('calls identical channels dual mono', () => {
    expect(analyseChannels(tune, tune, RATE).kind).toBe('dual mono')
  })

  it('calls channels that differ by their dither dual mono', () => {
    expect(analyseChannels(addDither(tune, 1), addDither(tune, 2), RATE).kind).toBe('dual mono')
  })

  it('calls silence on both channels dual mono', () => {
    const silence = new Float64Array(LENGTH)
    expect(analyseChannels(silence, silence, RATE).kind).toBe('dual mono')
  })

  it.each([
    ['right', tune, noiseOf(1, 1e-5)],
    ['left', noiseOf(1, 1e-5), tune],
    ['right', tune, new Float64Array(LENGTH).fill(0.01)],
  ])('finds the silent channel %s, also with hiss or direct current on it', (side, left, right) => {
    const analysis = analyseChannels(left, right, RATE)
    expect(analysis.kind).toBe('one silent channel')
    expect(describeChannels(analysis)).toBe(`one silent channel (${side})`)
  })

  it('calls a channel upside down inverted', () => {
    const analysis = analyseChannels(tune, mixSamples([tune, -1]), RATE)
    expect(analysis).toMatchObject({ kind: 'inverted', lag: 0 })
  })

  it('finds inversion under independent noise, with its lag', () => {
    const right = mixSamples([delay(tune, 2), -1], [noiseOf(2, 0.02), 1])
    const analysis = analyseChannels(mixSamples([tune, 1], [noiseOf(1, 0.02), 1]), right, RATE)
    expect(analysis).toMatchObject({ kind: 'inverted', lag: 2 })
  })

  it.each([0.003, 0.01, 0.03])('calls one tune under independent noise of %f groove walls', (level) => {
    const left = mixSamples([tune, 1], [noiseOf(1, level), 1])
    const right = mixSamples([tune, 1], [noiseOf(2, level), 1])
    const analysis = analyseChannels(left, right, RATE)
    expect(analysis).toMatchObject({ kind: 'two groove walls', lag: 0 })
    expect(Math.abs(analysis.noiseDifference)).toBeLessThan(1)
  })

  it('still recognises groove walls, and their lag within half a sample, under noise as strong as the tune', () => {
    const level = Math.sqrt(tune.reduce((sum, sample) => sum + sample ** 2, 0) / LENGTH)
    const left = mixSamples([tune, 1], [noiseOf(1, level), 1])
    const right = mixSamples([tune, 1], [noiseOf(2, level), 1])
    const analysis = analyseChannels(left, right, RATE)
    expect(analysis.kind).toBe('two groove walls')
    expect(Math.abs(analysis.lag)).toBeLessThan(0.5)
  })

  it.each([1, -1, 3, 0.5, -2.4])('measures a lag of %f samples under noise', (lag) => {
    const left = mixSamples([tune, 1], [noiseOf(1, 0.01), 1])
    const right = mixSamples([delay(tune, lag), 0.7], [noiseOf(2, 0.01), 1])
    const analysis = analyseChannels(left, right, RATE)
    expect(analysis.kind).toBe('two groove walls')
    expect(Math.abs(analysis.lag - lag)).toBeLessThanOrEqual(0.03)
  })

  it('shows coherence falling where the noise covers the music', () => {
    const left = mixSamples([tune, 1], [noiseOf(1, 0.02), 1])
    const right = mixSamples([tune, 1], [noiseOf(2, 0.02), 1])
    const { bands } = analyseChannels(left, right, RATE)
    expect(bands.map((band) => band.centre)).toEqual([125, 250, 500, 1000, 2000, 4000, 8000])
    expect(bands[2].coherence).toBeGreaterThan(0.7)
    expect(bands[6].coherence).toBeLessThan(0.1)
  })

  it('measures which wall is noisier, the music matched in level', () => {
    const left = mixSamples([tune, 0.5], [noiseOf(1, 0.03), 0.5])
    const right = mixSamples([tune, 1], [noiseOf(2, 0.01), 1])
    const { noiseDifference, levelDifference } = analyseChannels(left, right, RATE)
    expect(noiseDifference).toBeGreaterThan(8.5)
    expect(noiseDifference).toBeLessThan(10.5)
    expect(levelDifference).toBeLessThan(-4)
  })

  it.each([
    ['hard-panned parts', mixSamples([tune, 1]), mixSamples([otherTune, 1])],
    [
      'parts with a common centre',
      mixSamples([tune, 1], [otherTune, 0.5]),
      mixSamples([tune, 1], [thirdTune, 0.5]),
    ],
    [
      'a part panned a little',
      mixSamples([tune, 1], [otherTune, 0.6]),
      mixSamples([tune, 1], [otherTune, 0.4]),
    ],
    [
      'spaced microphones',
      mixSamples([tune, 1], [otherTune, 1]),
      mixSamples([delay(tune, 15), 1], [delay(otherTune, -12), 1]),
    ],
    [
      'stereo under wall noise',
      mixSamples([tune, 1], [otherTune, 0.7], [noiseOf(1, 0.005), 1]),
      mixSamples([tune, 1], [otherTune, 0.3], [noiseOf(2, 0.005), 1]),
    ],
    ['unrelated noise', noiseOf(1, 0.1), noiseOf(2, 0.1)],
  ])('calls %s true stereo', (_, left, right) => {
    expect(analyseChannels(left, right, RATE)).toMatchObject({ kind: 'true stereo', lag: 0 })
  })

  it('does not take crackle on each wall for stereo', () => {
    const crackle = (seed: number) => {
      const random = createRandom(seed)
      return Float64Array.from({ length: LENGTH }, () =>
        random.uniform() < 0.005 ? random.uniform() - 0.5 : 0,
      )
    }
    const left = mixSamples([tune, 1], [crackle(1), 0.5], [noiseOf(1, 0.005), 1])
    const right = mixSamples([tune, 1], [crackle(2), 0.5], [noiseOf(2, 0.005), 1])
    expect(analyseChannels(left, right, RATE).kind).toBe('two groove walls')
  })

  it('takes channels too short to compare for stereo', () => {
    const analysis = analyseChannels(tune.slice(1000, 1100), otherTune.slice(1000, 1100), RATE)
    expect(analysis).toMatchObject({ kind: 'true stereo', bands: [] })
  })

  it('takes channels with samples that are not numbers for stereo', () => {
    const broken = tune.with(5000, Number.NaN)
    expect(analyseChannels(broken, otherTune, RATE).kind).toBe('true stereo')
  })
})

describe('describeChannels', () => {
  it('names coherence of the highest octave, lag and the noisier wall', () => {
    const bands = [{ centre: 8000, coherence: 0.553, loudSide: -12, sideTracking: 0.2 }]
    const analysis = {
      kind: 'two groove walls',
      lag: -1,
      levelDifference: 0,
      noiseDifference: -4.31,
      sideToMid: -30,
      bands,
    } as const
    expect(describeChannels(analysis)).toBe(
      'two groove walls, coherence 0.55 at 8 kHz, lag 1 sample (left late), right wall noisier by 4.3 dB',
    )
    expect(describeChannels({ ...analysis, lag: 2.5, noiseDifference: 0 })).toBe(
      'two groove walls, coherence 0.55 at 8 kHz, lag 2.5 samples (right late)',
    )
    expect(describeChannels({ ...analysis, kind: 'true stereo', lag: 0 })).toBe('true stereo')
  })
})
