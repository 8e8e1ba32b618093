import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../random'
import { createTruePeakMeter } from './truePeak'
import { createTruePeakLimiter, type LimiterFigures } from './truePeakLimiter'

function limit(
  channels: readonly Float64Array[],
  { ceiling = 0.5, sampleRate = 44_100, blockLength = 1000 } = {},
): { channels: Float64Array[]; figures: LimiterFigures } {
  const limiter = createTruePeakLimiter({ sampleRate, channelCount: channels.length, ceiling })
  const blocks: Float32Array[][] = []
  for (let from = 0; from < channels[0].length; from += blockLength) {
    blocks.push(limiter.push(channels.map((channel) => channel.subarray(from, from + blockLength))))
  }
  blocks.push(limiter.finish())
  const joined = channels.map((_, c) => Float64Array.from(blocks.flatMap((block) => Array.from(block[c]))))
  return { channels: joined, figures: limiter.figures() }
}

function truePeak(channels: readonly Float64Array[], sampleRate = 44_100): number {
  const meter = createTruePeakMeter(sampleRate, channels.length)
  meter.push(channels)
  return meter.peak()
}

/** Noise, tones at a quarter of the rate (their peaks lie between the samples), single clicks: what hurts a limiter. */
function signal(seed: number, kind: 'noise' | 'quarter' | 'clicks' | 'steps', length = 6000): Float64Array {
  const random = createRandom(seed)
  return Float64Array.from({ length }, (_, n) => {
    const noise = 2 * random.uniform() - 1
    if (kind === 'noise') return noise
    if (kind === 'quarter') return Math.sin((Math.PI / 2) * n + Math.PI / 4) * (1 + 0.3 * noise)
    if (kind === 'clicks') return random.uniform() < 0.003 ? 4 * noise : 0.1 * noise
    return Math.sign(Math.sin(n / (20 + 40 * seed))) * (n > 3000 ? 1 : 0.45)
  })
}

describe('the true-peak limiter', () => {
  it.each(['noise', 'quarter', 'clicks', 'steps'] as const)('keeps %s at the ceiling', (kind) => {
    for (const sampleRate of [8000, 44_100, 96_000, 192_000]) {
      for (const ceiling of [0.2, 10 ** (-1 / 20)]) {
        const channels = [signal(1, kind), signal(2, kind)]
        const limited = limit(channels, { ceiling, sampleRate })
        expect(truePeak(limited.channels, sampleRate)).toBeLessThanOrEqual(ceiling)
      }
    }
  })

  it('passes what stays below the ceiling bit for bit, in its place', () => {
    const quiet = signal(3, 'noise').map((value) => Math.fround(0.2 * value))
    const { channels, figures } = limit([quiet], { ceiling: truePeak([quiet]) * 1.01 })
    expect(channels[0]).toEqual(quiet)
    expect(figures.reduction).toBeCloseTo(0, 12)
    expect(figures.share).toBe(0)
  })

  it('lowers around a peak only, and says how much and how long', () => {
    const click = new Float64Array(44_100).fill(0.01)
    click[22_050] = 0.9
    const { channels, figures } = limit([click])
    expect(Array.from(channels[0].subarray(0, 21_700))).toEqual(
      Array.from({ length: 21_700 }, () => Math.fround(0.01)),
    )
    expect(channels[0][22_050]).toBeCloseTo(0.5, 2)
    expect(figures.reduction).toBeCloseTo(20 * Math.log10(0.9 / 0.5), 1)
    expect(figures.share).toBeGreaterThan(0.003)
    expect(figures.share).toBeLessThan(0.6)
  })

  it('gives all channels one gain', () => {
    const loud = signal(4, 'clicks')
    const { channels } = limit([loud, loud.map((value) => value / 8)])
    for (let n = 0; n < loud.length; n++) expect(channels[1][n]).toBeCloseTo(channels[0][n] / 8, 6)
  })

  it('gives the same in blocks of any length, and as many samples as it was given', () => {
    const input = [signal(5, 'noise', 3000)]
    const whole = limit(input, { blockLength: 3000 })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 700 }), (blockLength) => {
        const parts = limit(input, { blockLength })
        expect(parts.channels[0]).toEqual(whole.channels[0])
        expect(parts.figures).toEqual(whole.figures)
      }),
      { numRuns: 20 },
    )
    for (const length of [1, 2, 200])
      expect(limit([signal(6, 'noise', length)]).channels[0]).toHaveLength(length)
  })
})
