import { describe, expect, it } from 'vitest'
import { createRandom } from '@core/random'
import { separateByOracle } from './oracleMask'
import { siSdr } from './siSdr'

const sampleRate = 44100

const tone = (length: number, frequency: number): Float64Array =>
  Float64Array.from({ length }, (_, i) => 0.1 * Math.sin((2 * Math.PI * frequency * i) / sampleRate))

const sum = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, i) => value + b[i])

/** Numerical Recipes' linear congruential generator, so that the reference figures can be made in any language. */
const congruentialNoise = (length: number, seed: number): Float64Array => {
  let state = seed
  return Float64Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32 - 0.5
  })
}

describe('separateByOracle', () => {
  it('is near perfect for parts that share no frequency', () => {
    const low = tone(20000, 440)
    const high = tone(20000, 5000)
    const [first, second] = separateByOracle(sum(low, high), [low, high])
    expect(siSdr(first, low)).toBeGreaterThan(40)
    expect(siSdr(second, high)).toBeGreaterThan(40)
  })

  it('is near perfect for parts that share no time', () => {
    const early = tone(30000, 700).map((value, i) => (i < 10000 ? value : 0))
    const late = tone(30000, 700).map((value, i) => (i < 20000 ? 0 : value))
    const [first, second] = separateByOracle(sum(early, late), [early, late])
    expect(siSdr(first, early)).toBeGreaterThan(60)
    expect(siSdr(second, late)).toBeGreaterThan(60)
  })

  it('gives parts that sum to the recording, for an odd number of parts and a length that no hop divides', () => {
    const random = createRandom(3)
    const parts = [1, 2, 3].map(() => Float64Array.from({ length: 5003 }, () => random.uniform() - 0.5))
    const recording = sum(sum(parts[0], parts[1]), parts[2])
    const outputs = separateByOracle(recording, parts)
    const total = sum(sum(outputs[0], outputs[1]), outputs[2])
    expect(Math.max(...total.map((value, i) => Math.abs(value - recording[i])))).toBeLessThan(1e-9)
  })

  it('gives the figures of SciPy for two parts that overlap everywhere', () => {
    // The same parts in NumPy, masked by scipy.signal.stft and istft (Hann, 2048, overlap 1536), SI-SDR of each;
    // without the first and last 2048 samples, where SciPy takes fewer frames.
    const inner = (samples: Float64Array) => samples.subarray(2048, -2048)
    const a = congruentialNoise(10000, 1)
    const b = congruentialNoise(10000, 2).map((value, i) => value * (i / 10000))
    const [first, second] = separateByOracle(sum(a, b), [a, b])
    expect(siSdr(inner(first), inner(a))).toBeCloseTo(8.6182267, 6)
    expect(siSdr(inner(second), inner(b))).toBeCloseTo(1.4412254, 6)
  })
})
