/** For tests: two sources that play the same notes with other overtones, over noise; alone first, then together. */
import type { LearnedStretch } from '../project/project'
import { createRandom } from '../random'

export const rate = 8000
const notes = [220, 294, 392]
/** Samples of a note. */
const noteLength = 1000

/** Strengths of the overtones, from the first on. */
const timbres = {
  reed: [1, 0, 0.8, 0, 0.6, 0, 0.5],
  brass: [0.2, 0.9, 0.1, 0.8, 0, 0.6, 0],
}

export interface SharedPitches {
  readonly samples: Float32Array
  readonly stems: { readonly reed: Float32Array; readonly brass: Float32Array }
  readonly learned: readonly LearnedStretch[]
  /** First sample at which both sound. */
  readonly together: number
}

/** 0.5 s of noise, 2 s of each alone, 4 s of both. */
export function sharedPitches(seed: number): SharedPitches {
  const random = createRandom(seed)
  const [noiseEnd, reedEnd, brassEnd, end] = [0.5, 2.5, 4.5, 8.5].map((seconds) => seconds * rate)
  const reed = new Float32Array(end)
  const brass = new Float32Array(end)
  playNotes(reed, timbres.reed, () => random.uniform(), [noiseEnd, reedEnd, brassEnd, end])
  playNotes(brass, timbres.brass, () => random.uniform(), [reedEnd, brassEnd, brassEnd, end])
  const samples = reed.map((value, t) => value + brass[t] + 0.01 * (2 * random.uniform() - 1))
  const learned: LearnedStretch[] = [
    { name: 'noise', kind: 'noise', start: 0, end: noiseEnd },
    { name: 'reed', kind: 'source', start: noiseEnd, end: reedEnd },
    { name: 'brass', kind: 'source', start: reedEnd, end: brassEnd },
  ]
  return { samples, stems: { reed, brass }, learned, together: brassEnd }
}

/** Fills two stretches, given by their bounds, with notes drawn at random; each decays. */
function playNotes(
  signal: Float32Array,
  overtones: readonly number[],
  draw: () => number,
  [firstStart, firstEnd, secondStart, secondEnd]: readonly number[],
): void {
  for (let start = firstStart; start < secondEnd; start += noteLength) {
    if (start >= firstEnd && start < secondStart) continue
    const frequency = notes[Math.floor(draw() * notes.length)]
    for (let t = 0; t < noteLength && start + t < signal.length; t++) {
      const angle = (2 * Math.PI * frequency * t) / rate
      const envelope = 0.2 * Math.exp(-t / 700) * Math.min(1, t / 40)
      signal[start + t] += overtones.reduce(
        (sum, strength, i) => sum + envelope * strength * Math.sin((i + 1) * angle),
        0,
      )
    }
  }
}
