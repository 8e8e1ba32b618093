import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { monoChange } from './monoChange'
import type { Voice } from './program'

const voice = (weights: Voice['weights'], left: number, right: number): Voice => ({
  id: String(weights),
  weights,
  left,
  right,
})

describe('folding down to mono', () => {
  it('leaves what stands in the centre as loud as it is', () => {
    expect(monoChange([voice('recording', 1, 1)], [])).toBeCloseTo(0, 12)
    expect(monoChange([voice([1, 0], 0.5, 0.5), voice([0, 1], 0.7, 0.7)], [0.3, 0.7])).toBeCloseTo(0, 12)
  })

  it('takes 3 dB from what is at one side only', () => {
    expect(monoChange([voice([1, 1], 0, 0.8)], [0.5, 0.5])).toBeCloseTo(-3.0103, 4)
  })

  it('counts each voice by its energy', () => {
    const both = [voice([1, 0], 1, 0), voice([0, 1], 1, 1)]
    // 3/4 of the energy lie in the centre in both ears: (0.25 / 2 + 0.75 * 2) of (0.25 + 0.75 * 2).
    expect(monoChange(both, [0.25, 0.75])).toBeCloseTo(10 * Math.log10(1.625 / 1.75), 12)
  })

  it('never makes it louder, and never takes more than 3 dB', () => {
    const gain = fc.double({ min: 0, max: 2, noNaN: true })
    const voices = fc.array(fc.tuple(gain, gain), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(voices, (gains) => {
        const program = gains.map(([left, right]) => voice([1], left, right))
        const change = monoChange(program, [1]) ?? 0
        expect(change).toBeLessThanOrEqual(1e-9)
        expect(change).toBeGreaterThanOrEqual(-3.0103 - 1e-4)
      }),
    )
  })

  it('is no figure of silence', () => {
    expect(monoChange([], [1])).toBeNull()
    expect(monoChange([voice([1], 0, 0)], [1])).toBeNull()
  })
})
