/** A recording made ready for learning: where its truth names no stretch to learn from, one is put before it. */
import type { Samples } from '@core/audio/audioData'
import type { LearnedStretch } from '@core/project/project'
import type { DegradedRecording } from '../scoreRecording'
import { noiseStretches, soloStretches, type Stretch } from './stretches'

export interface Trial {
  readonly recording: DegradedRecording
  /** What a person would have: the recording, perhaps with stretches before it. */
  readonly samples: Samples
  /** Samples before the recording. */
  readonly preface: number
  readonly noise: readonly LearnedStretch[]
  readonly solos: readonly LearnedStretch[]
  /** Number of the stem of each of `solos`. */
  readonly soloStems: readonly number[]
  /** Where is judged, in samples of the recording: nothing that was learned from. */
  readonly judged: Stretch
  /** What is natural in the recording and what was put before it, in words. */
  readonly learnedFrom: string
}

/** Lead-in and run-out, which are not judged. */
const marginSeconds = 0.8
const longestSolo = 6
/** Share of the music that a solo put before it may take. */
const soloShare = 0.25

/**
 * Stretches of noise, and of each stem alone, by the truth. What the recording does not have is taken from the beginning of its music, noise
 * and all, and put before it; that beginning is not judged. A set of one stem has no solos.
 */
export function createTrial(recording: DegradedRecording): Trial {
  const { set, samples } = recording
  const { sampleRate, clean, stems } = set
  const margin = Math.trunc(marginSeconds * sampleRate)
  const isLong = clean.length > 4 * margin
  const music = isLong ? { start: margin, end: clean.length - margin } : { start: 0, end: clean.length }
  const ownNoise = noiseStretches(set)
  const ownSolos = soloStretches(set)
  const noise = Float64Array.from(samples, (value, i) => value - clean[i])
  const length = Math.trunc(Math.min(longestSolo * sampleRate, soloShare * (music.end - music.start)))
  const begin = { start: music.start, end: music.start + length }

  const parts: Float64Array[] = []
  let preface = 0
  const putBefore = (part: Float64Array): Stretch => {
    parts.push(part)
    preface += part.length
    return { start: preface - part.length, end: preface }
  }
  const noisePut = ownNoise.length > 0 ? [] : [putBefore(noise.slice(begin.start, begin.start + margin))]
  const borrows = ownSolos.length === 0 && stems.length > 1
  const solosPut = borrows
    ? stems.map((stem, j) => {
        const part = noise.slice(begin.start, begin.end).map((value, i) => value + stem[begin.start + i])
        return { stem: j, ...putBefore(part) }
      })
    : []
  const inPlace = <T extends Stretch>(stretch: T): T => ({
    ...stretch,
    start: stretch.start + preface,
    end: stretch.end + preface,
  })
  const solos = [...solosPut, ...ownSolos.map(inPlace)]
  const from =
    borrows || ownNoise.length === 0 ? begin.end : Math.max(music.start, ...ownSolos.map(({ end }) => end))
  return {
    recording,
    samples: joined([...parts, samples]),
    preface,
    noise: [...noisePut, ...ownNoise.map(inPlace)].map(({ start, end }) => ({
      name: 'noise',
      kind: 'noise',
      start,
      end,
    })),
    solos: solos.map(({ stem, start, end }) => ({ name: set.stemNames[stem], kind: 'source', start, end })),
    soloStems: solos.map(({ stem }) => stem),
    judged: { start: from, end: music.end },
    learnedFrom: [
      ownNoise.length > 0 ? `noise from ${listed(ownNoise, sampleRate)}` : 'noise put before it',
      ...ownSolos.map((solo) => `${set.stemNames[solo.stem]} from ${listed([solo], sampleRate)}`),
      ...(borrows ? [`${(length / sampleRate).toFixed(1)} s of each stem alone put before it`] : []),
    ].join(', '),
  }
}

function listed(stretches: readonly Stretch[], sampleRate: number): string {
  const seconds = (sample: number): string => (sample / sampleRate).toFixed(1)
  return stretches.map(({ start, end }) => `${seconds(start)}-${seconds(end)} s`).join(' and ')
}

function joined(parts: readonly Samples[]): Float32Array {
  const result = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0))
  let place = 0
  for (const part of parts) {
    result.set(part, place)
    place += part.length
  }
  return result
}
