/** For tests: two stems of notes with other overtones, with hiss; lead-in and run-out hold only hiss. */
import { createRandom } from '@core/random'
import type { DegradedRecording } from '../scoreRecording'

const sampleRate = 8000
const marginSeconds = 0.8
const noteSeconds = 0.2

export interface BandWish {
  /** Seconds of music, the first of which only the low stem plays. */
  readonly seconds: number
  readonly soloSeconds: number
  readonly hasMargins: boolean
}

export function knownBand({ seconds, soloSeconds, hasMargins }: BandWish): DegradedRecording {
  const random = createRandom(1)
  const margin = hasMargins ? marginSeconds * sampleRate : 0
  const length = Math.round(seconds * sampleRate + 2 * margin)
  const play = (from: number, notes: readonly number[], overtones: readonly number[]): Float32Array =>
    Float32Array.from({ length }, (_, t) => {
      const time = (t - margin) / sampleRate
      if (time < from || time >= seconds) return 0
      const note = notes[Math.floor(time / noteSeconds) % notes.length]
      const envelope = Math.exp((-4 * (time % noteSeconds)) / noteSeconds)
      return overtones.reduce(
        (sum, strength, i) => sum + 0.1 * envelope * strength * Math.sin(2 * Math.PI * note * (i + 1) * time),
        0,
      )
    })
  const low = play(0, [220, 262, 330], [1, 0, 0.7, 0, 0.5])
  const high = play(soloSeconds, [330, 220, 262, 440], [0.1, 0.9, 0, 0.8, 0])
  const clean = low.map((value, t) => value + high[t])
  return {
    set: {
      name: 'band',
      path: '',
      stemNames: ['low', 'high'],
      ratios: [10],
      sampleRate,
      clean,
      stems: [low, high],
    },
    ratio: 10,
    samples: clean.map((value) => value + 0.04 * (2 * random.uniform() - 1)),
  }
}
