import { describe, expect, it } from 'vitest'
import type { Factors } from '../nmf/factors'
import { createRandom } from '../random'
import { suggest } from './suggest'

const sampleRate = 22_050
const frameCount = 300
const binCount = 257
const random = createRandom(3)

interface Part {
  readonly hertz: number
  readonly width: number
  readonly gain: (frame: number) => number
}
const every =
  (period: number, phase = 0) =>
  (n: number): number =>
    (n + phase) % period < period / 2 ? 1 : 1e-4
const flute: Part = { hertz: 900, width: 200, gain: every(40) }
const oboe: Part = { hertz: 1500, width: 200, gain: every(31, 7) }
const bass: Part = { hertz: 120, width: 40, gain: every(23, 3) }
const hiss: Part = { hertz: 6000, width: 1e6, gain: () => 1 + 0.1 * random.uniform() }

function factorsOf(parts: readonly Part[]): Factors {
  const K = parts.length
  const binWidth = sampleRate / 2 / (binCount - 1)
  const W = Float32Array.from({ length: K * binCount }, (_, i) => {
    const { hertz, width } = parts[Math.floor(i / binCount)]
    return Math.exp(-((((i % binCount) * binWidth - hertz) / width) ** 2))
  })
  const H = Float32Array.from({ length: frameCount * K }, (_, i) => parts[i % K].gain(Math.floor(i / K)))
  return { W, H, binCount, frameCount, componentCount: K }
}

const kinds = (parts: readonly Part[]) =>
  suggest(factorsOf(parts), sampleRate)
    .filter(({ kind }) => kind !== 'pitch')
    .map(({ kind, components }) => [kind, ...components])

describe('suggestions', () => {
  it('name noise and bass, and say nothing of the rest', () => {
    expect(kinds([flute, hiss, bass, oboe])).toEqual([
      ['noise', 1],
      ['bass', 2],
    ])
  })

  it('name what always sounds together, as one set', () => {
    const partials = [1, 2, 3].map((n) => ({ ...flute, hertz: n * 700 }))
    expect(kinds([partials[0], oboe, partials[1], partials[2]])).toEqual([['together', 0, 2, 3]])
  })

  it('name an unused component once, whatever else it looks like', () => {
    const nothing = { ...hiss, gain: (n: number) => 1e-12 * hiss.gain(n) }
    expect(kinds([flute, nothing, oboe])).toEqual([['unused', 1]])
  })

  it('go by the stretch of noise where there is one', () => {
    const rumble: Part = { hertz: 100, width: 40, gain: () => 1 }
    const quietAtFirst = (part: Part): Part => ({ ...part, gain: (n) => (n < 20 ? 1e-4 : part.gain(n)) })
    const factors = factorsOf([rumble, quietAtFirst(flute)])
    const [first, ...others] = suggest(factors, sampleRate, [{ from: 0, to: 20 }])
    expect(first).toMatchObject({ kind: 'noise', components: [0] })
    expect(others).toEqual([])
  })

  it('order by pitch what is neither noise nor unused', () => {
    const order = suggest(factorsOf([oboe, hiss, bass, flute]), sampleRate).filter(
      ({ kind }) => kind === 'pitch',
    )
    expect(order.map(({ components }) => components)).toEqual([[2, 3, 0]])
    expect(suggest(factorsOf([hiss, flute]), sampleRate).some(({ kind }) => kind === 'pitch')).toBe(false)
  })

  it('have a confidence of 0 to 1 and a reason each', () => {
    for (const { confidence, reason } of suggest(factorsOf([flute, flute, hiss, bass]), sampleRate)) {
      expect(confidence).toBeGreaterThan(0.5)
      expect(confidence).toBeLessThanOrEqual(1)
      expect(reason).toMatch(/^[A-Z].+\.$/)
    }
  })
})
