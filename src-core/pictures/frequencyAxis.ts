/** The one frequency axis of spectrograms, masks and spectra, and the names of pitches on it. Frequencies in Hz. */

/** 'mel' is the scale of Stevens, Volkmann and Newman as O'Shaughnessy (1987) writes it: 2595 log10(1 + f / 700). */
export type FrequencyScale = 'log' | 'mel' | 'linear'

export const frequencyScales: readonly FrequencyScale[] = ['log', 'mel', 'linear']

/** 0 <= minimum < maximum; 0 < minimum where the scale is 'log'. */
export interface FrequencyAxis {
  readonly scale: FrequencyScale
  readonly minimum: number
  readonly maximum: number
}

const lowest = 50
const highest = 12_000

/**
 * The axis of a recording: up to 12 kHz, or to half the sample rate where that is less; from 50 Hz on a logarithmic axis, from 0
 * on the others.
 */
export function frequencyAxisOf(sampleRate: number, scale: FrequencyScale = 'log'): FrequencyAxis {
  const minimum = scale === 'log' ? lowest : 0
  return { scale, minimum, maximum: Math.max(2 * lowest, Math.min(highest, sampleRate / 2)) }
}

/** 0 at the lowest frequency of the axis, 1 at the highest; beyond them outside of 0 .. 1. */
export function frequencyToPosition(frequency: number, { scale, minimum, maximum }: FrequencyAxis): number {
  const { forward } = scaleFunctions[scale]
  return (forward(frequency) - forward(minimum)) / (forward(maximum) - forward(minimum))
}

export function positionToFrequency(position: number, { scale, minimum, maximum }: FrequencyAxis): number {
  const { forward, back } = scaleFunctions[scale]
  return back(forward(minimum) + position * (forward(maximum) - forward(minimum)))
}

/** Pixels from the top of a picture with low frequencies at its bottom. */
export function frequencyToY(frequency: number, axis: FrequencyAxis, height: number): number {
  return (1 - frequencyToPosition(frequency, axis)) * height
}

export function yToFrequency(y: number, axis: FrequencyAxis, height: number): number {
  return positionToFrequency(1 - y / height, axis)
}

/** Round frequencies within the axis, ascending: 1, 2 and 5 times the powers of ten, or on a linear axis equal steps. */
export function frequencyTicks({ scale, minimum, maximum }: FrequencyAxis): number[] {
  if (scale === 'linear') return equalTicks(minimum, maximum)
  const ticks: number[] = []
  const first = Math.max(lowest, minimum)
  for (let decade = 10 ** Math.floor(Math.log10(first)); decade <= maximum; decade *= 10) {
    ticks.push(...[1, 2, 5].map((factor) => factor * decade).filter((it) => it >= first && it <= maximum))
  }
  return ticks
}

const mostEqualTicks = 8

function equalTicks(minimum: number, maximum: number): number[] {
  const least = (maximum - minimum) / mostEqualTicks
  const decade = 10 ** Math.floor(Math.log10(least))
  const step = [1, 2, 5, 10].map((factor) => factor * decade).find((it) => it >= least) ?? least
  const first = Math.ceil(minimum / step)
  return Array.from({ length: Math.floor(maximum / step) - first + 1 }, (_, index) => (first + index) * step)
}

/** '55 Hz', '440 Hz', '1.5 kHz', '12 kHz' */
export function formatFrequency(frequency: number): string {
  const hertz = Math.round(frequency)
  if (hertz < 1000) return `${hertz} Hz`
  const kilohertz = frequency / 1000
  return `${Number(kilohertz.toFixed(kilohertz < 9.95 ? 1 : 0))} kHz`
}

const noteNames = ['C', 'C♯', 'D', 'D♯', 'E', 'F', 'F♯', 'G', 'G♯', 'A', 'A♯', 'B'] as const

/** The nearest note of twelve equal steps an octave, A4 = 440 Hz: 'A4', 'C♯3'. */
export function noteName(frequency: number): string {
  const number = Math.round(69 + 12 * Math.log2(frequency / 440))
  return `${noteNames[((number % 12) + 12) % 12]}${Math.floor(number / 12) - 1}`
}

const scaleFunctions: Readonly<
  Record<
    FrequencyScale,
    { readonly forward: (hz: number) => number; readonly back: (place: number) => number }
  >
> = {
  log: { forward: Math.log, back: Math.exp },
  mel: {
    forward: (frequency) => 2595 * Math.log10(1 + frequency / 700),
    back: (mel) => 700 * (10 ** (mel / 2595) - 1),
  },
  linear: { forward: (frequency) => frequency, back: (frequency) => frequency },
}
