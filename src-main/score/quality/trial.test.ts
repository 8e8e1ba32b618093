import { describe, expect, it } from 'vitest'
import { knownBand } from './knownBand.testSupport'
import { createTrial } from './trial'

describe('a trial', () => {
  it('of a recording with all stretches is that recording, judged behind its solo and without its margins', () => {
    const recording = knownBand({ seconds: 4, soloSeconds: 1.5, hasMargins: true })
    const trial = createTrial(recording)
    expect(trial.preface).toBe(0)
    expect(trial.samples).toEqual(recording.samples)
    expect(trial.solos).toEqual([{ name: 'low', kind: 'source', start: 6400, end: 18_400 }])
    expect(trial.noise.map(({ start, end }) => [start, end])).toEqual([
      [0, 6400],
      [38_400, 44_800],
    ])
    expect(trial.judged).toEqual({ start: 18_400, end: 38_400 })
    expect(trial.learnedFrom).toBe('noise from 0.0-0.8 s and 4.8-5.6 s, low from 0.8-2.3 s')
  })

  it('gets what is missing from the beginning of its music, which is not judged', () => {
    const recording = knownBand({ seconds: 6, soloSeconds: 0, hasMargins: false })
    const { set, samples } = recording
    const trial = createTrial(recording)
    const music = { start: 6400, end: 48_000 - 6400 }
    const length = (music.end - music.start) / 4
    expect(trial.preface).toBe(6400 + 2 * length)
    expect(trial.samples.subarray(trial.preface)).toEqual(samples)
    expect(trial.solos.map(({ name, start, end }) => [name, start, end])).toEqual([
      ['low', 6400, 6400 + length],
      ['high', 6400 + length, 6400 + 2 * length],
    ])
    expect(trial.judged).toEqual({ start: music.start + length, end: music.end })
    const [low] = trial.solos
    for (const t of [0, 1000, length - 1]) {
      const at = music.start + t
      const noise = samples[at] - set.clean[at]
      expect(trial.samples[low.start + t]).toBeCloseTo(set.stems[0][at] + noise, 6)
    }
  })

  it('of one stem has nothing to tell apart', () => {
    const recording = knownBand({ seconds: 6, soloSeconds: 0, hasMargins: true })
    const { set } = recording
    const alone = { ...recording, set: { ...set, stems: [set.clean], stemNames: ['all'] } }
    expect(createTrial(alone)).toMatchObject({ preface: 0, solos: [], soloStems: [] })
  })
})
