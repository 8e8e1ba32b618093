/** The one logarithmic frequency axis, and the names of pitches on it. Frequencies in Hz. */

/** 0 < minimum < maximum */
export interface FrequencyAxis {
  readonly minimum: number
  readonly maximum: number
}

const lowest = 50
const highest = 12_000

/** 50 Hz to 12 kHz, or to half the sample rate where that is less. */
export function frequencyAxisOf(sampleRate: number): FrequencyAxis {
  return { minimum: lowest, maximum: Math.max(2 * lowest, Math.min(highest, sampleRate / 2)) }
}

/** 0 at the lowest frequency of the axis, 1 at the highest; beyond them outside of 0 .. 1. */
export function frequencyToPosition(frequency: number, { minimum, maximum }: FrequencyAxis): number {
  return Math.log(frequency / minimum) / Math.log(maximum / minimum)
}

export function positionToFrequency(position: number, { minimum, maximum }: FrequencyAxis): number {
  return minimum * (maximum / minimum) ** position
}

/** Pixels from the top of a picture with low frequencies at its bottom. */
export function frequencyToY(frequency: number, axis: FrequencyAxis, height: number): number {
  return (1 - frequencyToPosition(frequency, axis)) * height
}

export function yToFrequency(y: number, axis: FrequencyAxis, height: number): number {
  return positionToFrequency(1 - y / height, axis)
}

/** 1, 2 and 5 times the powers of ten within the axis, ascending. */
export function frequencyTicks({ minimum, maximum }: FrequencyAxis): number[] {
  const ticks: number[] = []
  for (let decade = 10 ** Math.floor(Math.log10(minimum)); decade <= maximum; decade *= 10) {
    ticks.push(...[1, 2, 5].map((factor) => factor * decade).filter((it) => it >= minimum && it <= maximum))
  }
  return ticks
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
