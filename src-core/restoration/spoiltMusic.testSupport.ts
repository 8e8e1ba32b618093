import { createRandom, type Random } from '../random'

/** Music made by arithmetic, the same with hiss, and the same with clicks; all of one length. */
export interface SpoiltMusic {
  readonly sampleRate: number
  readonly clean: Float32Array
  readonly noisy: Float32Array
  readonly clicked: Float32Array
  readonly places: readonly ClickPlace[]
}

export interface ClickPlace {
  readonly start: number
  /** Where it has died down to a hundredth. */
  readonly end: number
  /** Its largest sample over the deviation of the hiss. */
  readonly height: number
}

export const sampleRate = 22_050

/** Held and plucked notes of many partials, and now and then a drum that sets in at once. */
export function bandMusic(seconds: number, seed: number): Float32Array {
  const random = createRandom(seed)
  const music = new Float64Array(Math.round(seconds * sampleRate))
  for (let beat = 0; beat * 0.25 < seconds; beat++) {
    const start = Math.round(beat * 0.25 * sampleRate)
    const pitch = 110 * 2 ** (Math.floor(random.uniform() * 25) / 12)
    const note = beat % 2 === 0 ? { decay: 0.15, rise: 0.001 } : { decay: 0.6, rise: 0.04 }
    addNote(music, { start, pitch, ...note }, random)
    if (beat % 4 === 2) addDrum(music, start, random)
  }
  return scaledTo(music, 0.1)
}

/** @param clickLevel energy of the clicks under that of the music, dB; about 12 a second */
export function spoiltMusic(clickLevel: number, { seconds = 8, seed = 1 } = {}): SpoiltMusic {
  const clean = bandMusic(seconds, seed)
  const random = createRandom(seed + 1000)
  const hiss = scaledTo(surfaceHiss(clean.length, random), 0.1 * 10 ** (-17 / 20))
  const noisy = clean.map((value, i) => value + hiss[i])
  const clicks = new Float64Array(clean.length)
  const heights: number[] = []
  const spans = placesOf(clean.length, random)
  for (const span of spans) heights.push(addClick(clicks, span, random))
  const scaled = scaledTo(clicks, 0.1 * 10 ** (clickLevel / 20))
  const gain = rootMeanSquare(scaled) / rootMeanSquare(clicks) / rootMeanSquare(hiss)
  const places = spans.map((span, i) => ({ ...span, height: heights[i] * gain }))
  return { sampleRate, clean, noisy, clicked: noisy.map((value, i) => value + scaled[i]), places }
}

interface Note {
  readonly start: number
  readonly pitch: number
  /** Seconds */
  readonly decay: number
  readonly rise: number
}

function addNote(music: Float64Array, { start, pitch, decay, rise }: Note, random: Random): void {
  const end = Math.min(music.length, start + Math.round(4 * decay * sampleRate))
  for (let partial = 1; partial * pitch < 5000; partial++) {
    const phase = 2 * Math.PI * random.uniform()
    const step = (2 * Math.PI * partial * pitch) / sampleRate
    for (let i = start; i < end; i++) {
      const time = (i - start) / sampleRate
      const envelope = (1 - Math.exp(-time / rise)) * Math.exp(-(time * Math.sqrt(partial)) / decay)
      music[i] += (envelope / partial) * Math.sin(phase + step * (i - start))
    }
  }
}

function addDrum(music: Float64Array, start: number, random: Random): void {
  const end = Math.min(music.length, start + Math.round(0.12 * sampleRate))
  for (let i = start; i < end; i++)
    music[i] += 0.5 * normal(random) * Math.exp(-(i - start) / (0.025 * sampleRate))
}

/** Noise between 300 and 8000 Hz that swells with each turn of a record. */
function surfaceHiss(length: number, random: Random): Float64Array {
  const lowPass = 1 - Math.exp((-2 * Math.PI * 8000) / sampleRate)
  const highPass = 1 - Math.exp((-2 * Math.PI * 300) / sampleRate)
  let below8000 = 0
  let below300 = 0
  return Float64Array.from({ length }, (_, i) => {
    below8000 += lowPass * (normal(random) - below8000)
    below300 += highPass * (below8000 - below300)
    return (below8000 - below300) * (1 + 0.3 * Math.sin((2 * Math.PI * 1.3 * i) / sampleRate))
  })
}

function placesOf(length: number, random: Random): { start: number; end: number }[] {
  const places: { start: number; end: number }[] = []
  for (;;) {
    const before = places.at(-1)?.start ?? 0
    const start = before + Math.round((-Math.log(1 - random.uniform()) / 12) * sampleRate)
    const end = start + Math.round((0.0002 + 0.0012 * random.uniform() ** 2) * sampleRate)
    if (end >= length) return places
    places.push({ start, end })
  }
}

/** A ringing of 1 .. 6 kHz; returns its largest sample. */
function addClick(
  clicks: Float64Array,
  { start, end }: { start: number; end: number },
  random: Random,
): number {
  const size = 0.2 - Math.log(1 - random.uniform())
  const step = (2 * Math.PI * (1000 + 5000 * random.uniform())) / sampleRate
  const phase = 2 * Math.PI * random.uniform()
  let largest = 0
  for (let i = start; i < end; i++) {
    const value = size * Math.cos(phase + step * (i - start)) * 0.01 ** ((i - start) / (end - start))
    clicks[i] += value
    largest = Math.max(largest, Math.abs(value))
  }
  return largest
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform())
}

function scaledTo(signal: Float64Array, level: number): Float32Array {
  const gain = level / rootMeanSquare(signal)
  return Float32Array.from(signal, (value) => gain * value)
}

function rootMeanSquare(signal: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < signal.length; i++) sum += signal[i] ** 2
  return Math.sqrt(sum / signal.length)
}
