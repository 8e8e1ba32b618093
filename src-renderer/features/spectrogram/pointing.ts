/** What is under the pointer. */
import { tileColumns } from '@core/pictures/cells'
import { noteName, yToFrequency, type FrequencyAxis } from '@core/pictures/frequencyAxis'
import { timeToFrame, xToTime, type TimeRange } from '@core/pictures/timeAxis'
import type { FrameLine, TilePlace } from './tiles'

export interface PointedPlace {
  readonly seconds: number
  /** Hz */
  readonly frequency: number
}

interface Axes {
  readonly range: TimeRange
  readonly axis: FrequencyAxis
  readonly width: number
  readonly height: number
}

/** Time and frequency at a place in the picture, CSS pixels from its left and top; within the picture. */
export function placeAt(x: number, y: number, { range, axis, width, height }: Axes): PointedPlace {
  const within = (value: number, most: number): number => Math.max(0, Math.min(most, value))
  return {
    seconds: xToTime(within(x, width), range, width),
    frequency: yToFrequency(within(y, height), axis, height),
  }
}

/** A tile and the cell in it that a place is in; null beyond the recording. */
export function cellAt(
  { seconds, frequency }: PointedPlace,
  level: number,
  line: FrameLine & { readonly binCount: number; readonly sampleRate: number },
): (TilePlace & { readonly index: number }) | null {
  const frame = Math.floor(timeToFrame(seconds, line.grid) + 0.5)
  const bin = Math.round((frequency / line.sampleRate) * 2 * (line.binCount - 1))
  if (frame < 0 || frame >= line.frameCount || bin < 0 || bin >= line.binCount) return null
  const column = Math.floor(frame / 2 ** level)
  const tile = Math.floor(column / tileColumns)
  return { level, tile, index: (column - tile * tileColumns) * line.binCount + bin }
}

/** '440.0 Hz · A4 +0 ct'; below 16 Hz there are no notes. */
export function pitchText(frequency: number): string {
  const hertz =
    frequency < 1000
      ? `${frequency.toFixed(1)} Hz`
      : `${(frequency / 1000).toFixed(frequency < 10_000 ? 3 : 2)} kHz`
  if (frequency < 16) return hertz
  const semitones = 12 * Math.log2(frequency / 440)
  const cents = Math.round(100 * (semitones - Math.round(semitones)))
  const sign = cents < 0 ? '−' : '+'
  return `${hertz} · ${noteName(frequency)} ${sign}${Math.abs(cents)} ct`
}
