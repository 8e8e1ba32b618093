import { describe, expect, it } from 'vitest'
import type { Factors } from '../nmf/factors'
import { createRandom } from '../random'
import { noiseProbabilities, noiseSuggested } from './likelyNoise'

const frameCount = 400
const random = createRandom(5)
const steady = (): number => 1 + 0.1 * random.uniform()
const notes = (n: number): number => (n % 40 < 20 ? Math.exp(-(n % 40) / 5) : 1e-4)
const clicks = (n: number): number => (n % 97 === 0 ? 1 : 1e-3)

interface Part {
  readonly spectrum: (hertz: number) => number
  readonly gain: (frame: number) => number
}
const hiss: Part = { spectrum: (hertz) => (hertz < 11_025 ? 1 : 0), gain: steady }
const melody: Part = { spectrum: (hertz) => Math.exp(-(((hertz - 600) / 200) ** 2)), gain: notes }
const crackle: Part = { spectrum: (hertz) => (hertz < 11_025 ? 1 : 0), gain: clicks }

function factorsOf(parts: readonly Part[], sampleRate: number, binCount = 257): Factors {
  const binWidth = sampleRate / 2 / (binCount - 1)
  const K = parts.length
  const W = Float32Array.from({ length: K * binCount }, (_, i) =>
    parts[Math.floor(i / binCount)].spectrum((i % binCount) * binWidth),
  )
  const H = Float32Array.from({ length: frameCount * K }, (_, i) => parts[i % K].gain(Math.floor(i / K)))
  return { W, H, binCount, frameCount, componentCount: K }
}

describe('the rule for noise', () => {
  it('suggests hiss and crackle, and not a melody', () => {
    const [ofHiss, ofMelody, ofCrackle] = noiseProbabilities(
      factorsOf([hiss, melody, crackle], 22_050),
      22_050,
    )
    expect(ofHiss).toBeGreaterThan(noiseSuggested)
    expect(ofCrackle).toBeGreaterThan(noiseSuggested)
    expect(ofMelody).toBeLessThan(0.01)
  })

  it('says the same of the same sound at twice the rate', () => {
    const [low] = noiseProbabilities(factorsOf([hiss], 22_050, 257), 22_050)
    const [high] = noiseProbabilities(factorsOf([hiss], 44_100, 513), 44_100)
    expect(high).toBeCloseTo(low, 1)
  })

  it('does not see the level of a component', () => {
    const loud = { ...hiss, gain: (n: number) => 1e6 * clicks(n) }
    const soft = { ...hiss, gain: (n: number) => 1e-6 * clicks(n) }
    const [a, b] = noiseProbabilities(factorsOf([loud, soft], 22_050), 22_050)
    expect(a).toBeCloseTo(b, 3)
  })

  it('has a number for silence and for a constant', () => {
    const silence: Part = { spectrum: () => 0, gain: () => 0 }
    const constant: Part = { spectrum: () => 1, gain: () => 1 }
    for (const probability of noiseProbabilities(factorsOf([silence, constant], 8000), 8000)) {
      expect(probability).toBeGreaterThanOrEqual(0)
      expect(probability).toBeLessThanOrEqual(1)
    }
  })
})
