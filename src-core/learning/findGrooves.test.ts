import { describe, expect, it } from 'vitest'
import { createRandom } from '../random'
import { bandMusic, sampleRate, spoiltMusic } from '../restoration/spoiltMusic.testSupport'
import { findGrooves } from './findGrooves'

const music = spoiltMusic(-22, { seconds: 4 }).clicked

/** Music under hiss and clicks, with so many seconds of the surface alone before and behind it. */
function side({
  before,
  behind,
  level = 0.01,
}: {
  before: number
  behind: number
  level?: number
}): Float32Array {
  const lead = surface(before, level, 1)
  const out = surface(behind, level, 2)
  const whole = new Float32Array(lead.length + music.length + out.length)
  whole.set(lead)
  whole.set(music, lead.length)
  whole.set(out, lead.length + music.length)
  return whole
}

/** Hiss that swells with each turn, and a click now and then. */
function surface(seconds: number, level: number, seed: number): Float32Array {
  const random = createRandom(seed)
  return Float32Array.from({ length: Math.round(seconds * sampleRate) }, (_, i) => {
    const hiss =
      level * (2 * random.uniform() - 1) * (1 + 0.3 * Math.sin((2 * Math.PI * 1.3 * i) / sampleRate))
    return random.uniform() < 4 / sampleRate ? hiss + 0.3 : hiss
  })
}

const seconds = (stretch: { start: number; end: number } | null): [number, number] | null =>
  stretch && [stretch.start / sampleRate, stretch.end / sampleRate]

describe('findGrooves', () => {
  it.each([
    [0.9, 1.5],
    [2, 0.8],
    [4, 6],
  ])(
    'finds a lead-in of %f s and a run-out of %f s to a fifth of a second, and leaves the music free',
    (before, behind) => {
      const whole = side({ before, behind })
      const { leadIn, runOut } = findGrooves(whole, sampleRate)
      const [from, to] = seconds(leadIn) ?? [NaN, NaN]
      expect(from).toBeLessThan(0.05)
      expect(to).toBeLessThanOrEqual(before)
      expect(to).toBeGreaterThan(before - 0.2)
      const [start, end] = seconds(runOut) ?? [NaN, NaN]
      const length = whole.length / sampleRate
      expect(end).toBeGreaterThan(length - 0.05)
      expect(start).toBeGreaterThanOrEqual(length - behind)
      expect(start).toBeLessThan(length - behind + 0.4)
    },
  )

  it('finds nothing where the music begins and ends at once, or nearly', () => {
    expect(findGrooves(side({ before: 0, behind: 0 }), sampleRate)).toEqual({ leadIn: null, runOut: null })
    expect(findGrooves(side({ before: 0.3, behind: 0.3 }), sampleRate)).toEqual({
      leadIn: null,
      runOut: null,
    })
  })

  it('takes no digital silence for a groove, but finds what lies behind it', () => {
    const whole = side({ before: 2, behind: 0 })
    const quiet = Float32Array.from([...new Float32Array(sampleRate), ...whole])
    const [from, to] = seconds(findGrooves(quiet, sampleRate).leadIn) ?? [NaN, NaN]
    expect(from).toBeGreaterThan(0.9)
    expect(to).toBeGreaterThan(2.7)
    expect(to).toBeLessThanOrEqual(3)
    const silence = new Float32Array(3 * sampleRate)
    expect(findGrooves(silence, sampleRate)).toEqual({ leadIn: null, runOut: null })
  })

  it('takes no soft held note for a groove', () => {
    const whole = side({ before: 3, behind: 0 })
    for (let i = 0; i < 3 * sampleRate; i++) whole[i] += 0.01 * Math.sin((2 * Math.PI * 440 * i) / sampleRate)
    expect(findGrooves(whole, sampleRate).leadIn).toBeNull()
  })

  it('finds nothing in steady noise, which has no music to be quieter than', () => {
    expect(findGrooves(surface(6, 0.1, 3), sampleRate)).toEqual({ leadIn: null, runOut: null })
  })

  it('finds nothing in what is shorter than a frame or empty', () => {
    const none = { leadIn: null, runOut: null }
    expect(findGrooves(new Float32Array(0), sampleRate)).toEqual(none)
    expect(findGrooves(bandMusic(0.02, 1), sampleRate)).toEqual(none)
  })
})
