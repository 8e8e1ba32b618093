import { describe, expect, it } from 'vitest'
import type { Suggestion } from './suggest'
import { unaskedNoise } from './unaskedNoise'

const about = (kind: Suggestion['kind'], component: number): Suggestion => ({
  kind,
  components: [component],
  confidence: 0.9,
  reason: 'It does.',
})
const facts = [0.5, 0.2, 0.04, 0.26].map((energyShare) => ({ energyShare }))

describe('noise that is left out unasked', () => {
  it('is all that is likely noise, and nothing else', () => {
    const noise = [about('noise', 1), about('noise', 2)]
    const { suggestions, share, isTooMuch } = unaskedNoise([about('bass', 0), ...noise], facts)
    expect(suggestions).toEqual(noise)
    expect(share).toBeCloseTo(0.24, 12)
    expect(isTooMuch).toBe(false)
  })

  it('is too much from a quarter of the energy on', () => {
    expect(unaskedNoise([about('noise', 3)], facts).isTooMuch).toBe(true)
    expect(unaskedNoise([about('noise', 1), about('noise', 0)], facts).isTooMuch).toBe(true)
  })

  it('may be none', () => {
    expect(unaskedNoise([about('bass', 0)], facts)).toEqual({ suggestions: [], share: 0, isTooMuch: false })
  })
})
