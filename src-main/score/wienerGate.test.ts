import { expect, it } from 'vitest'
import { createRandom } from '@core/random'
import { siSdr } from './siSdr'
import { gateNoise } from './wienerGate'

const random = createRandom(1)
const noise = Float64Array.from({ length: 60_000 }, () => 0.1 * (2 * random.uniform() - 1))
const tone = noise.map((_, t) => (t < 20_000 ? 0 : 0.3 * Math.sin(0.2 * t)))
const recording = noise.map((value, t) => value + tone[t])

it('a gate takes most of the noise and leaves a tone', () => {
  const gated = gateNoise(recording, recording.subarray(0, 18_000))
  const music = (signal: Float64Array): Float64Array => signal.subarray(25_000, 55_000)
  expect(siSdr(music(gated), music(tone))).toBeGreaterThan(siSdr(music(recording), music(tone)) + 6)
  const energyOf = (signal: Float64Array): number => signal.reduce((sum, value) => sum + value * value, 0)
  const left = energyOf(gated.subarray(3000, 15_000)) / energyOf(noise.subarray(3000, 15_000))
  expect(left).toBeLessThan(0.3)
})
