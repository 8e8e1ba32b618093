/** A recording whose parts are known: a clarinet and a tuba of overtones, and the hiss of a worn record over both. */
import { seededRandom } from './seededRandom'
import { add, energy, scale } from './signals'

export interface TruthRecording {
  /** Hz */
  readonly sampleRate: number
  readonly clarinet: Float32Array
  readonly tuba: Float32Array
  readonly noise: Float32Array
  /** Clarinet and tuba. */
  readonly clean: Float32Array
  /** All of it: what is to be opened. */
  readonly mixture: Float32Array
}

export interface TruthWish {
  readonly seconds: number
  /** Level of the music over the noise, dB. */
  readonly signalToNoise: number
}

const sampleRate = 11_025
const peak = 0.8

/** Seconds */
const noteLength = 0.5
const attack = 0.02

/** Relative strengths of the overtones 1, 2, 3, ... */
const clarinetOvertones = [1, 0.05, 0.7, 0.05, 0.4, 0.05, 0.2]
const tubaOvertones = [1, 0.8, 0.5, 0.3, 0.15, 0.08]
/** Hz; 0 is a rest */
const clarinetTune = [440, 523.25, 659.26, 523.25, 0, 659.26, 440, 0, 523.25, 440, 659.26, 523.25]
const tubaTune = [110, 0, 146.83, 0, 110, 0, 146.83, 110, 0, 146.83, 110, 0]

export function makeTruthRecording({ seconds, signalToNoise }: TruthWish): TruthRecording {
  const length = Math.round(seconds * sampleRate)
  const clarinet = play(clarinetTune, clarinetOvertones, length)
  const tuba = play(tubaTune, tubaOvertones, length)
  const music = add(clarinet, tuba)
  const hiss = whiteNoise(length, 7)
  const level = Math.sqrt(energy(music) / energy(hiss)) * 10 ** (-signalToNoise / 20)
  const noise = scale(hiss, level)
  const loudest = add(music, noise).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
  const [a, b, c] = [clarinet, tuba, noise].map((part) => scale(part, peak / loudest))
  const clean = add(a, b)
  return { sampleRate, clarinet: a, tuba: b, noise: c, clean, mixture: add(clean, c) }
}

function play(tune: readonly number[], overtones: readonly number[], length: number): Float32Array {
  const samples = new Float32Array(length)
  for (let index = 0; index < length; index += 1) {
    const time = index / sampleRate
    const pitch = tune[Math.floor(time / noteLength) % tune.length]
    const inNote = time % noteLength
    const envelope = Math.min(1, inNote / attack, (noteLength - inNote) / attack) * Math.exp(-inNote)
    samples[index] = pitch === 0 ? 0 : envelope * tone(pitch, overtones, time)
  }
  return samples
}

function tone(pitch: number, overtones: readonly number[], time: number): number {
  return overtones.reduce(
    (sum, strength, order) => sum + strength * Math.sin(2 * Math.PI * pitch * (order + 1) * time),
    0,
  )
}

function whiteNoise(length: number, seed: number): Float32Array {
  const random = seededRandom(seed)
  return Float32Array.from({ length }, () => random() + random() + random() - 1.5)
}
