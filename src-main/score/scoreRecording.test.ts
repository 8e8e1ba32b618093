import { describe, expect, it } from 'vitest'
import type { JobControl } from '@core/contract/job'
import { createRandom } from '@core/random'
import { judge, nullTest, scoreRecording } from './scoreRecording'
import type { TruthSet } from './truthSet'

const sampleRate = 8000
const length = 3 * sampleRate
const leadIn = 0.8 * sampleRate

const hiss = (seed: number, level: number): Float64Array => {
  const random = createRandom(seed)
  return Float64Array.from({ length }, () => level * (2 * random.uniform() - 1))
}

/** A tone that is struck every 3000 samples, silent in lead-in and run-out. */
const notes = (frequency: number, firstNote: number): Float64Array =>
  Float64Array.from({ length }, (_, i) => {
    if (i < leadIn || i >= length - leadIn) return 0
    return (
      0.2 *
      Math.exp(-((i + 3000 - firstNote) % 3000) / 500) *
      Math.sin((2 * Math.PI * frequency * i) / sampleRate)
    )
  })

const sum = (...signals: readonly Float64Array[]): Float64Array =>
  Float64Array.from({ length }, (_, i) => signals.reduce((total, signal) => total + signal[i], 0))

const setOf = (...stems: readonly Float64Array[]): TruthSet => ({
  name: 'test',
  path: '',
  stemNames: stems.map((_, j) => `stem ${j + 1}`),
  ratios: [10],
  sampleRate,
  clean: sum(...stems),
  stems,
})

const control: JobControl = { wish: () => 'go-on', report: () => undefined }

describe('judge', () => {
  const low = notes(300, 0)
  const high = notes(2500, 1400)
  const noise = hiss(1, 0.02)
  const recording = sum(low, high, noise)

  it('finds perfect components and gives them above 60 dB', () => {
    const { stems, denoise } = judge(setOf(low, high), recording, [noise, high, low])
    expect(stems.map((stem) => stem.components)).toEqual([[3], [2]])
    for (const stem of stems) expect(stem.grouped).toBeGreaterThan(60)
    expect(denoise.components).toEqual([2, 3])
    expect(denoise.grouped).toBeGreaterThan(60)
  })

  it('puts the recording itself, as the only component, at the score of doing nothing', () => {
    const { denoise } = judge(setOf(low, high), recording, [recording])
    expect(denoise.grouped).toBe(denoise.input)
  })

  it('does not hear what happens in lead-in and run-out', () => {
    const set = setOf(low, high)
    const loudMargins = hiss(2, 1).map((value, i) => (i < leadIn || i >= length - leadIn ? value : 0))
    const quiet = judge(set, recording, [sum(low, high), noise])
    const loud = judge(set, recording, [sum(low, high, loudMargins), noise])
    expect(loud).toEqual(quiet)
  })

  it('has nothing to separate in a set of one stem', () => {
    expect(judge(setOf(low), sum(low, noise), [low, noise]).stems).toEqual([])
  })

  it('lets the oracle improve on the recording', () => {
    const { stems, denoise } = judge(setOf(low, high), recording, [recording])
    expect(denoise.oracle).toBeGreaterThan(denoise.input + 3)
    for (const stem of stems) expect(stem.oracle).toBeGreaterThan(stem.doNothing + 3)
  })
})

describe('nullTest', () => {
  it('is -Infinity when the parts sum to the whole exactly, and the error level where they do not', () => {
    const whole = Float64Array.of(1, -1, 1, -1)
    expect(nullTest([whole, new Float64Array(4)], whole)).toBe(-Infinity)
    expect(nullTest([whole.map((value) => value * 0.99)], whole)).toBeCloseTo(-40, 6)
  })
})

describe('scoreRecording', () => {
  it('separates two instruments of different pitch from each other and from hiss, and loses nothing', async () => {
    const set = setOf(notes(300, 0), notes(2500, 1400))
    const samples = sum(set.clean as Float64Array, hiss(5, 0.02))
    const settings = {
      framing: { windowLength: 256, hop: 128 },
      componentCount: 6,
      learned: [],
      smoothness: 1,
      algorithm: 'accelerated',
      maxIterations: 50,
      tolerance: 0,
      restarts: 1,
      seed: 1,
    } as const
    const score = await scoreRecording({ set, ratio: 10, samples }, settings, control)
    expect(score.iterations).toBe(50)
    expect(score.stopReason).toBe('iteration-limit')
    expect(score.nullTest).toBeLessThan(-120)
    for (const stem of score.stems) expect(stem.grouped).toBeGreaterThan(stem.doNothing + 3)
    expect(score.denoise.grouped).toBeGreaterThan(score.denoise.input + 3)
  })
})
