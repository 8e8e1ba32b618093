import { describe, expect, it } from 'vitest'
import { createRandom } from '../random'
import { fillGains, type NoisyFrames } from './spectralGain'

const binCount = 5
const frameCount = 60

/** Powers that are noise of mean 1, exponentially distributed as those of a spectrum are; a tone of power 100 in bin 2 of frames 20 .. 39. */
function framesWith(tone: number): NoisyFrames {
  const random = createRandom(7)
  const powers = Float64Array.from({ length: frameCount * binCount }, (_, i) => {
    const noise = -Math.log(1 - random.uniform())
    const frame = Math.floor(i / binCount)
    return noise + (i % binCount === 2 && frame >= 20 && frame < 40 ? tone : 0)
  })
  return {
    binCount,
    frameCount,
    noisePower: new Float64Array(binCount).fill(1),
    fillPower: (frame, power) => power.set(powers.subarray(frame * binCount, (frame + 1) * binCount)),
  }
}

function gainsOf(frames: NoisyFrames, from = 0, to = frameCount): Float32Array {
  const gains = new Float32Array((to - from) * binCount)
  fillGains(frames, { from, to, reach: frameCount }, gains)
  return gains
}

describe('gains against steady noise', () => {
  const gains = gainsOf(framesWith(100))

  it('lie between 0 and 1', () => {
    for (const gain of gains) {
      expect(gain).toBeGreaterThan(0)
      expect(gain).toBeLessThan(1)
    }
  })

  it('let a tone through from its first frame to its last, and hardly any noise beside it', () => {
    for (let frame = 20; frame < 40; frame++) expect(gains[frame * binCount + 2]).toBeGreaterThan(0.9)
    const rest = gains.filter((_, i) => i % binCount !== 2)
    expect(rest.reduce((sum, gain) => sum + gain ** 2, 0) / rest.length).toBeLessThan(0.03)
  })

  it('are the same backwards in time', () => {
    const forwards = framesWith(100)
    const backwards: NoisyFrames = {
      ...forwards,
      fillPower: (frame, power) => forwards.fillPower(frameCount - 1 - frame, power),
    }
    const mirrored = gainsOf(backwards)
    for (let frame = 0; frame < frameCount; frame++) {
      const own = gains.subarray(frame * binCount, (frame + 1) * binCount)
      const other = mirrored.subarray((frameCount - 1 - frame) * binCount, (frameCount - frame) * binCount)
      own.forEach((gain, f) => expect(other[f]).toBeCloseTo(gain, 6))
    }
  })

  it('of a few frames are those of all', () => {
    expect(gainsOf(framesWith(100), 17, 23)).toEqual(gains.subarray(17 * binCount, 23 * binCount))
  })

  it('are one where there is no noise at all', () => {
    const frames = { ...framesWith(100), noisePower: new Float64Array(binCount) }
    for (const gain of gainsOf(frames)) expect(gain).toBeCloseTo(1, 6)
  })
})
