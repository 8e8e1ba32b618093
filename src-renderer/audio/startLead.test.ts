import { describe, expect, it } from 'vitest'
import { createStartLead, nextTime } from './startLead'

const clock = (currentTime: number, baseLatency = 0) => ({ currentTime, sampleRate: 12_800, baseLatency })

describe('the time before a start', () => {
  it('is more than the audio renders at once, and than the latency asks for', () => {
    const lead = createStartLead()
    expect(lead.frame(clock(2))).toBe(12.8 * (2000 + 30 + 40))
    expect(lead.frame(clock(2, 0.125))).toBe(12.8 * (2000 + 250 + 40))
  })

  it('is in time until the audio may already render the start', () => {
    const lead = createStartLead()
    expect(lead.isInTime(clock(2), 2 * 12_800 + 257)).toBe(true)
    expect(lead.isInTime(clock(2.001), 2 * 12_800 + 257)).toBe(false)
  })

  it('grows with every start that came too late, up to a quarter of a second, and shrinks again', () => {
    const lead = createStartLead()
    const leadAfter = (isInTime: boolean): number => {
      expect(lead.isInTime(clock(0), isInTime ? 12_800 : 0)).toBe(isInTime)
      return Math.round(lead.frame(clock(0)) / 12.8) - 40
    }
    expect([false, false, false, false, false].map(leadAfter)).toEqual([60, 120, 240, 250, 250])
    expect([true, true, true, true, true].map(leadAfter)).toEqual([125, 63, 31, 30, 30])
  })
})

it('what is changed now can begin when the audio has rendered what it is at', () => {
  expect(nextTime(clock(2))).toBeCloseTo(2.02, 9)
})
