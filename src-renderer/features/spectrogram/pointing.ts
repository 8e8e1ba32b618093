/** What is under the pointer. */
import { cellToDecibels, cellToMask, tileColumns } from '@core/pictures/cells'
import { noteName, yToFrequency, type FrequencyAxis } from '@core/pictures/frequencyAxis'
import { formatTime, timeToFrame, xToTime, type TimeRange } from '@core/pictures/timeAxis'
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

/** '0:01.25 · 440.0 Hz · A4 +0 ct' */
export function placeText({ seconds, frequency }: PointedPlace): string {
  return `${formatTime(seconds, 0.01)} · ${pitchText(frequency)}`
}

/** What a cell of a mask says: 'mask 0.25' */
export function maskText(cell: number): string {
  return `mask ${cellToMask(cell).toFixed(2)}`
}

/** Below this a mask is not worth a word. */
const leastMask = 0.05

/** What a cell of a sound says, and the cells of masks over it, the largest first: '−32.5 dB · Voice 0.80' */
export function levelText(
  cell: number,
  masks: readonly { readonly name: string; readonly cell: number }[],
): string {
  const level = `${cell === 0 ? '≤ ' : ''}${cellToDecibels(cell).toFixed(1).replace('-', '−')} dB`
  const shares = masks
    .map((it) => ({ name: it.name, mask: cellToMask(it.cell) }))
    .filter(({ mask }) => mask >= leastMask)
    .toSorted((a, b) => b.mask - a.mask)
  return [level, ...shares.map(({ name, mask }) => `${name} ${mask.toFixed(2)}`)].join(' · ')
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
