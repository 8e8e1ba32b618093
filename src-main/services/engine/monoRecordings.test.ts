import { describe, expect, it } from 'vitest'
import type { AudioData, Samples } from '@core/audio/audioData'
import type { DownmixRecipe } from '@core/audio/channels/downmix'
import { createRandom } from '@core/random'
import { createMonoRecordings } from './monoRecordings'

function stereo(): AudioData {
  const random = createRandom(1)
  const noise = (): Float32Array => Float32Array.from({ length: 4000 }, () => 2 * random.uniform() - 1)
  return {
    sampleRate: 8000,
    channels: [noise(), noise()],
    format: { container: 'WAV', codec: 'PCM', sampleKind: 'integer', bitDepth: 16 },
    tags: {},
    warnings: [],
  }
}

const nothing = (): undefined => undefined
const mid: DownmixRecipe = { channel: 'mid', lag: 0 }
const side: DownmixRecipe = { channel: 'side', lag: 0 }
const late: DownmixRecipe = { channel: 'mid', lag: 2 }

describe('mono recordings of one recording', () => {
  it('are the same whenever a choice is made', () => {
    const monos = createMonoRecordings(stereo(), nothing)
    const choices = ['auto', 'left', 'right', 'mid', 'side'] as const
    const first = choices.map((choice) => monos.choose(choice))
    expect(choices.map((choice) => monos.choose(choice))).toEqual(first)
    expect(monos.samplesOf(side)).toEqual(first[4].samples)
  })

  it('stay for the two recipes that were used last', () => {
    const monos = createMonoRecordings(stereo(), nothing)
    const [ofMid, ofSide] = [monos.samplesOf(mid), monos.samplesOf(side)]
    expect(monos.samplesOf(mid)).toBe(ofMid)
    monos.samplesOf(late)
    expect(monos.samplesOf(mid)).toBe(ofMid)
    expect(monos.samplesOf(side)).not.toBe(ofSide)
    expect(monos.samplesOf(side)).toEqual(ofSide)
  })

  it('are shared with who holds them, and not counted then', () => {
    const held = new Map<number, Samples>()
    const monos = createMonoRecordings(stereo(), ({ channel, lag }) =>
      channel === 'mid' ? held.get(lag) : undefined,
    )
    const ofMid = monos.choose('mid').samples
    held.set(0, ofMid)
    const [ofSide, ofLate] = [monos.samplesOf(side), monos.samplesOf(late)]
    expect(monos.choose('mid').samples).toBe(ofMid)
    expect(monos.samplesOf(side)).toBe(ofSide)
    expect(monos.samplesOf(late)).toBe(ofLate)
    expect(monos.samplesOf(mid)).toBe(ofMid)
  })
})
