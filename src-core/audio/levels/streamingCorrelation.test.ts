import { describe, expect, it } from 'vitest'
import { createRandom } from '../../random'
import { createStreamingCorrelation } from './streamingCorrelation'

const rate = 8000

function createNoise(seed: number): Float32Array {
  const random = createRandom(seed)
  return Float32Array.from({ length: 4 * rate }, () => random.uniform() - 0.5)
}

function read(left: Float32Array, right: Float32Array): number | null {
  const correlation = createStreamingCorrelation(rate)
  correlation.push([left, right], 0, left.length)
  return correlation.value()
}

describe('createStreamingCorrelation', () => {
  const noise = createNoise(1)

  it('reads 1 for the same sound on both sides whatever its levels, -1 for an inverted side', () => {
    expect(
      read(
        noise,
        noise.map((x) => 0.1 * x),
      ),
    ).toBeCloseTo(1, 6)
    expect(
      read(
        noise,
        noise.map((x) => -x),
      ),
    ).toBeCloseTo(-1, 6)
  })

  it('reads about 0 for two sounds that have nothing to do with each other', () => {
    expect(Math.abs(read(noise, createNoise(2)) ?? 1)).toBeLessThan(0.1)
  })

  it('reads 0 where one side is silent, and nothing where both are', () => {
    const silence = new Float32Array(4 * rate)
    expect(read(noise, silence)).toBe(0)
    expect(read(silence, silence)).toBeNull()
  })

  it('forgets: a second after an inversion it reads the new sound', () => {
    const correlation = createStreamingCorrelation(rate)
    const inverted = noise.map((x) => -x)
    correlation.push([noise, noise], 0, noise.length)
    correlation.push([noise, inverted], 0, rate)
    expect(correlation.value()).toBeLessThan(-0.9)
  })
})
