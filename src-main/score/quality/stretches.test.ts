import { describe, expect, it } from 'vitest'
import { knownBand } from './knownBand.testSupport'
import { noiseStretches, soloStretches } from './stretches'

describe('stretches that the truth knows', () => {
  it('are lead-in and run-out for noise, to the block', () => {
    const { set } = knownBand({ seconds: 4, soloSeconds: 1.5, hasMargins: true })
    expect(noiseStretches(set)).toEqual([
      { start: 0, end: 6400 },
      { start: 6400 + 32_000, end: 2 * 6400 + 32_000 },
    ])
  })

  it('are where one stem plays alone for a second or more', () => {
    const { set } = knownBand({ seconds: 4, soloSeconds: 1.5, hasMargins: true })
    expect(soloStretches(set)).toEqual([{ stem: 0, start: 6400, end: 6400 + 12_000 }])
    expect(soloStretches(knownBand({ seconds: 4, soloSeconds: 0.9, hasMargins: true }).set)).toEqual([])
  })

  it('are none for noise where music never rests, and none alone in a set of one stem', () => {
    const { set } = knownBand({ seconds: 4, soloSeconds: 1.5, hasMargins: false })
    expect(noiseStretches(set)).toEqual([])
    expect(soloStretches({ ...set, stems: [set.clean] })).toEqual([])
  })
})
