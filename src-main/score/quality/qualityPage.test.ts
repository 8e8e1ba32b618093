import { check, resolveConfig } from 'prettier'
import { describe, expect, it } from 'vitest'
import type { RecordingQuality, WayScores } from './measureQuality'
import { qualityPage } from './qualityPage'

const facts = { command: 'npm run score', components: [10, 20], seeds: [1, 2], scikitVersion: undefined }

function waysOf(stems: readonly number[], dropped: number, alone: readonly (number | null)[]): WayScores[] {
  return [10, 20].map((components) => ({
    components,
    scores: [-1, 1].map((step) => ({
      stems: stems.map((value) => value + step),
      learnedAlone: alone,
      dropped: dropped + step,
      grouped: dropped + 1,
      nullTest: -150 + step,
      seconds: 1,
    })),
  }))
}

const recording: RecordingQuality = {
  set: 'band',
  stemNames: ['tuba', 'banjo'],
  ratio: 10,
  learnedFrom: 'noise from 0.0-0.8 s',
  learnedStems: [0, 1],
  references: {
    input: 9,
    oracle: 15,
    gate: 12,
    stems: [
      { doNothing: -3, oracle: 9 },
      { doNothing: -5, oracle: 8 },
    ],
  },
  ways: {
    plain: waysOf([1, 2], 11, [null, null]),
    noise: waysOf([1, 2], 13, [null, null]),
    declicked: waysOf([1, 2], 14, [null, null]),
    sources: waysOf([4, 2.5], 14, [-1, -2]),
  },
  scikit: [{ components: 10, scores: [{ stems: [0.5, 1.5], grouped: 11, seconds: 3 }] }],
}

describe('the page', () => {
  it('holds the means over the seeds, and says what was met and what was not', () => {
    const page = qualityPage([recording], facts)
    expect(page).toContain(
      '| band 10 dB |      9.0 |   +6.0 | +3.0 |  10 |     +2.0 |          +3.0 |    +4.0 |      +5.0 |  83 % |',
    )
    expect(page).toMatch(/gain of the oracle.*: met \(band 83 %\)/)
    expect(page).toMatch(/Not by band banjo, K 10 \+0\.5.* Met by band tuba, K 10 \+3\.0/)
    expect(page).toMatch(/never below the recording as it is: met \(band at 10 dB, K 10 \+1\.0/)
    expect(page).toContain('Null test of everything above: -149.0 dB at worst')
    expect(page).toMatch(/\| tuba +\| +-3\.0 \| +9\.0 \| +1\.0 \| +4\.0 \| +-1\.0 \|.* 0\.5 \|/)
    expect(page).toContain('scikit-learn was not installed')
  })

  it('says of a remaster that fell below the recording with one seed that it did', () => {
    const worse = { ...recording, ways: { ...recording.ways, plain: waysOf([1, 2], 9.5, [null, null]) } }
    expect(qualityPage([worse], facts)).toMatch(/Not by band at 10 dB, K 10 -0\.5/)
  })

  it('is formatted as Prettier would', async () => {
    const options = await resolveConfig(import.meta.filename)
    expect(await check(qualityPage([recording], facts), { ...options, parser: 'markdown' })).toBe(true)
  })
})
