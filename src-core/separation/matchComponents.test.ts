import { describe, expect, it } from 'vitest'
import { permuted, type Factors } from '../nmf/factors'
import { createRandom } from '../random'
import { agreementOf, matchComponents } from './matchComponents'

/** Each component has bins and frames of its own, more or less. */
function factorsOf(seed: number, { bins = 60, frames = 200, count = 6 } = {}): Factors {
  const random = createRandom(seed)
  const W = Float32Array.from({ length: count * bins }, (_, i) => {
    const [k, f] = [Math.floor(i / bins), (i % bins) / bins]
    return Math.exp(-(((f - (k + 0.5) / count) / 0.05) ** 2)) + 1e-6
  })
  const H = Float32Array.from({ length: frames * count }, () => random.uniform() ** 6 + 1e-6)
  return { W, H, binCount: bins, frameCount: frames, componentCount: count }
}

const pairs = (a: Factors, b: Factors) =>
  matchComponents(a, b)
    .map(({ from, to }) => [from, to])
    .sort(([x], [y]) => x - y)

describe('matching components', () => {
  const factors = factorsOf(1)

  it('finds each component again in another order and at any scale', () => {
    const order = [3, 0, 5, 1, 4, 2]
    const shuffled = permuted(factors, order)
    const scaled = { ...shuffled, W: shuffled.W.map((value) => 1000 * value) }
    expect(pairs(factors, scaled)).toEqual(order.map((k, j) => [k, j]).sort(([x], [y]) => x - y))
    expect(agreementOf(factors, scaled)).toEqual({
      foundAgain: 6,
      similarity: expect.closeTo(1, 5) as number,
    })
  })

  it('matches nothing that sounds at other times, though the spectra are the same', () => {
    expect(pairs(factors, { ...factors, H: factorsOf(2).H })).toEqual([])
  })

  it('takes each component once, and leaves those that have no like', () => {
    const fewer: Factors = { ...factorsOf(1, { count: 6 }), componentCount: 6 }
    const twice = permuted(fewer, [0, 0, 1, 2, 3, 4])
    const found = matchComponents(factors, twice)
    expect(new Set(found.map(({ to }) => to)).size).toBe(found.length)
    expect(found.map(({ from }) => from).sort()).toEqual([0, 1, 2, 3, 4])
    expect(agreementOf(factors, twice).foundAgain).toBe(5)
  })

  it('bridges another window: other numbers of bins and frames', () => {
    const halved: Factors = {
      ...factors,
      binCount: 30,
      frameCount: 100,
      W: Float32Array.from({ length: 6 * 30 }, (_, i) => {
        const [k, f] = [Math.floor(i / 30), i % 30]
        return factors.W[60 * k + 2 * f] + factors.W[60 * k + 2 * f + 1]
      }),
      H: Float32Array.from({ length: 6 * 100 }, (_, i) => {
        const [n, k] = [Math.floor(i / 6), i % 6]
        return factors.H[12 * n + k] + factors.H[12 * n + 6 + k]
      }),
    }
    expect(pairs(factors, halved)).toEqual([0, 1, 2, 3, 4, 5].map((k) => [k, k]))
  })

  it('takes a silent component for nothing', () => {
    const silent = { ...factors, H: factors.H.map((value, i) => (i % 6 === 2 ? 0 : value)) }
    expect(pairs(silent, factors).map(([from]) => from)).toEqual([0, 1, 3, 4, 5])
  })
})
