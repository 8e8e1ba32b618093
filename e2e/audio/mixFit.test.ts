import { describe, expect, it } from 'vitest'
import { fitMix } from './mixFit'
import { seededRandom } from './seededRandom'
import { add, scale } from './signals'

const random = seededRandom(3)
const noise = (length: number): Float32Array => Float32Array.from({ length }, () => random() - 0.5)

describe('the fit of a mix', () => {
  const parts = [noise(6000), noise(6000), noise(6000)]
  const stretch = (signal: Float32Array): Float32Array => signal.subarray(1234, 1234 + 2000)

  it('finds the place and the gains of every part in every channel', () => {
    const left = add(scale(parts[0], 0.5), scale(parts[1], -2))
    const right = add(scale(parts[1], 1), scale(parts[2], 0.25))
    const fit = fitMix([stretch(left), stretch(right)], parts)
    expect(fit?.at).toBe(1234)
    expect(fit?.gains[0]).toEqual([0.5, -2, 0].map((gain) => expect.closeTo(gain, 5) as number))
    expect(fit?.gains[1]).toEqual([0, 1, 0.25].map((gain) => expect.closeTo(gain, 5) as number))
    expect(fit?.rest).toBeLessThan(-100)
  })

  it('says how much is left over', () => {
    const foreign = scale(noise(6000), 0.1)
    const fit = fitMix([stretch(add(parts[0], foreign))], [parts[0]])
    expect(fit?.at).toBe(1234)
    expect(fit?.rest).toBeCloseTo(-20, 0)
  })

  it('gives a part that is silent there no gain', () => {
    const fit = fitMix([stretch(parts[0])], [parts[0], new Float32Array(6000)])
    expect(fit?.gains[0]).toEqual([expect.closeTo(1, 5), 0])
  })

  it('knows no place of silence', () => {
    expect(fitMix([new Float32Array(2000)], parts)).toBeNull()
  })
})
