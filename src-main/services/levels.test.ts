import { expect, it } from 'vitest'
import type { AudioData } from '@core/audio/audioData'
import { createLevelMeter } from './exports/measure'
import { patience } from './exports/exportCase.testSupport'
import { refusal } from './files/refusal.testSupport'
import { measureLevels } from './levels'

const sampleRate = 8000

function audioOf(channels: readonly Float32Array[]): AudioData {
  const format = { container: 'WAV', codec: 'PCM', sampleKind: 'integer', bitDepth: 16 } as const
  return { sampleRate, channels, format, tags: {}, warnings: [] }
}

const tone = Float32Array.from({ length: 300_000 }, (_, t) => 0.5 * Math.sin(t / 3))

it('levels are those of the whole recording, however it is cut for measuring', async () => {
  const shares: number[] = []
  const levels = await measureLevels(audioOf([tone, tone]), patience, (share) => void shares.push(share))
  const meter = createLevelMeter(sampleRate, 2)
  meter.push([tone, tone])
  const { loudness, truePeak } = meter.figures()
  expect(levels.loudnessLufs).toBeCloseTo(loudness, 9)
  expect(levels.truePeakDbtp).toBeCloseTo(truePeak, 9)
  expect(levels.peakDbfs).toBeCloseTo(-6.02, 2)
  expect(shares.length).toBeGreaterThan(1)
  expect(shares.at(-1)).toBe(1)
})

it('silent levels are null, and cancelling ends the work', async () => {
  const silence = audioOf([new Float32Array(sampleRate)])
  expect(await measureLevels(silence, patience)).toEqual({
    peakDbfs: null,
    truePeakDbtp: null,
    loudnessLufs: null,
  })
  const work = measureLevels(silence, { ...patience, wish: () => 'cancel' })
  expect((await refusal(work)).code).toBe('cancelled')
})
