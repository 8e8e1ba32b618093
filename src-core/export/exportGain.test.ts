import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exportGain, type GainFacts } from './exportGain'

const decibels = (gain: number): number => 20 * Math.log10(gain)
const facts: GainFacts = { peak: 0.5, truePeak: 0.6, loudness: -20, clips: true }

describe('the gain of an export', () => {
  it('is one where the level stays, but for formats that would clip', () => {
    expect(exportGain({ kind: 'unchanged' }, facts)).toEqual({ gain: 1, limit: null })
    expect(exportGain({ kind: 'unchanged' }, { ...facts, peak: 2, clips: false }).gain).toBe(1)
    const lowered = exportGain({ kind: 'unchanged' }, { ...facts, peak: 2 })
    expect(decibels(2 * lowered.gain)).toBeCloseTo(-0.1, 9)
  })

  it('brings the highest true peak to the ceiling, up or down', () => {
    for (const truePeak of [0.01, 0.6, 3]) {
      const { gain } = exportGain({ kind: 'peak', ceiling: -1 }, { ...facts, truePeak })
      expect(decibels(gain * truePeak)).toBeCloseTo(-1, 9)
    }
  })

  it('brings the loudness to the target where the peaks leave room', () => {
    const level = { kind: 'loudness', target: -23, ceiling: -1, limit: false } as const
    expect(decibels(exportGain(level, facts).gain)).toBeCloseTo(-3, 9)
  })

  it('never lets a peak pass the ceiling: by a smaller gain, or by limiting where that is asked for', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -60, max: -5, noNaN: true }),
        fc.double({ min: 1e-4, max: 4, noNaN: true }),
        fc.boolean(),
        (loudness, truePeak, limit) => {
          const level = { kind: 'loudness', target: -16, ceiling: -1, limit } as const
          const { gain, limit: limitAt } = exportGain(level, { ...facts, loudness, truePeak })
          const passes = decibels(gain * truePeak) > -1 + 1e-9
          expect(passes).toBe(limitAt !== null)
          if (limit) expect(decibels(gain)).toBeCloseTo(-16 - loudness, 9)
          else expect(limitAt).toBeNull()
        },
      ),
    )
  })

  it('of silence is one', () => {
    const silent = { peak: 0, truePeak: 0, loudness: -Infinity, clips: true }
    const levels = [
      { kind: 'unchanged' },
      { kind: 'peak', ceiling: -1 },
      { kind: 'loudness', target: -23, ceiling: -1, limit: true },
    ] as const
    for (const level of levels) expect(exportGain(level, silent)).toEqual({ gain: 1, limit: null })
  })
})
