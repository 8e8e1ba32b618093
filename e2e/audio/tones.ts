/** Recordings of plain tones: what is heard of them can be told exactly, and a click among them has nowhere to hide. */

import { seededRandom } from './seededRandom'

/** Hz */
export const toneRate = 11_025

/** One tone from its beginning to its end. */
export function steadyTone({
  frequency,
  peak,
  seconds,
}: {
  /** Hz */
  readonly frequency: number
  /** Of full scale */
  readonly peak: number
  readonly seconds: number
}): Float32Array {
  const step = (2 * Math.PI * frequency) / toneRate
  return Float32Array.from(
    { length: Math.round(seconds * toneRate) },
    (_, index) => peak * Math.sin(index * step),
  )
}

/** Hz; no two places of their sum are alike. */
const lowTones = [83.1, 117.7, 171.3, 239.9, 331.3]
/** Seconds in which each of them swells and fades. */
const swells = [1.9, 2.3, 1.3, 1.7, 1.1]

/** Seconds: so that no click is heard either where the recording is played again from its start. */
const fade = 0.2

/** Low tones that come and go slowly. */
export function swellingTones(seconds: number): Float32Array {
  const length = Math.round(seconds * toneRate)
  return Float32Array.from({ length }, (_, index) => {
    const turn = (2 * Math.PI * index) / toneRate
    const fromEnd = Math.min(1, index / (fade * toneRate), (length - index) / (fade * toneRate))
    const edge = (1 - Math.cos(Math.PI * fromEnd)) / 2
    return lowTones.reduce((sum, frequency, tone) => {
      const swell = edge * 0.1 * (1 - Math.cos(turn / swells[tone]))
      return sum + swell * Math.sin(turn * frequency)
    }, 0)
  })
}

export interface Note {
  /** Hz, of the lowest of its tones; the others are multiples of it. */
  readonly frequency: number
  /** How many tones it has. */
  readonly tones: number
  /** Seconds */
  readonly from: number
  readonly to: number
}

/** Notes of equally loud tones that fade in and out softly, over a hiss far below them. */
export function notes(parts: readonly Note[], seconds: number): Float32Array {
  const random = seededRandom(7)
  const softly = 0.1
  return Float32Array.from({ length: Math.round(seconds * toneRate) }, (_, index) => {
    const time = index / toneRate
    const sum = parts.reduce((before, { frequency, tones, from, to }) => {
      const inside = Math.max(0, Math.min(1, (time - from) / softly, (to - time) / softly))
      const fade = (1 - Math.cos(Math.PI * inside)) / 2
      const turn = 2 * Math.PI * frequency * time
      const note = Array.from({ length: tones }, (_, tone) => Math.sin((tone + 1) * turn) / tones)
      return before + 0.5 * fade * note.reduce((all, tone) => all + tone, 0)
    }, 0)
    return sum + 1e-4 * (random() - 0.5)
  })
}
