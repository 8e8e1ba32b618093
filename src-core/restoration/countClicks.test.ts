import { describe, expect, it } from 'vitest'
import { clicksWorthDeclicking, countClicks } from './countClicks'
import { bandMusic, sampleRate, spoiltMusic } from './spoiltMusic.testSupport'

function repeated(samples: Float32Array, times: number): Float32Array {
  const joined = new Float32Array(samples.length * times)
  for (let i = 0; i < times; i++) joined.set(samples, i * samples.length)
  return joined
}

describe('countClicks', () => {
  const loud = spoiltMusic(-12)

  it('counts most of the clicks of a short recording, all of which it looks at', () => {
    const count = countClicks(loud.clicked, sampleRate)
    const truth = loud.places.length / 8
    expect(count.perSecond).toBeGreaterThan(0.6 * truth)
    expect(count.perSecond).toBeLessThan(1.05 * truth)
    expect(count).toMatchObject({ low: count.perSecond, high: count.perSecond, seconds: 8, advised: true })
  })

  it('looks at 20 s of a long one, and says how sure it is', () => {
    const count = countClicks(repeated(loud.clicked, 5), sampleRate)
    const whole = countClicks(loud.clicked, sampleRate).perSecond
    expect(count.seconds).toBe(20)
    expect(count.low).toBeLessThan(count.perSecond)
    expect(count.low).toBeLessThan(whole)
    expect(count.high).toBeGreaterThan(whole)
    expect(count.advised).toBe(true)
  })

  it('advises nothing for music without clicks, noisy or not', () => {
    for (const music of [loud.noisy, bandMusic(8, 4)]) {
      const count = countClicks(music, sampleRate)
      expect(count.perSecond).toBeLessThan(clicksWorthDeclicking / 3)
      expect(count.advised).toBe(false)
    }
  })

  it('finds none in nothing', () => {
    const none = { perSecond: 0, low: 0, high: 0, advised: false }
    expect(countClicks(new Float32Array(0), sampleRate)).toEqual({ ...none, seconds: 0 })
    expect(countClicks(new Float32Array(30 * sampleRate), sampleRate)).toEqual({ ...none, seconds: 20 })
  })
})
