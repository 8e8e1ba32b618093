/** Axes around the boxes of figures: ticks, their numbers, and what is counted in which unit. */
import { formatFrequency, frequencyTicks, frequencyToPosition, type FrequencyAxis } from '../frequencyAxis'
import { timeTicks, timeToX, type TimeRange } from '../timeAxis'
import { gridColour, ink, label, line, type Box } from './svg'
import { labelSize, smallSize } from './sheet'
import { textWidth } from './textWidth'

const tickLength = 6
const minorLength = 3
const numberGap = 4
/** px that numbers and label of an axis take below a box. */
export const axisHeight = 46
/** From the box down to the middle of the axis' label. */
const nameOffset = 36
/** px between numbers that stand beneath each other. */
const lineRoom = 16
const numberRoom = 10

/** A tick with its number; empty for a minor one. */
export interface Tick {
  /** px, on the sheet */
  readonly at: number
  readonly text: string
}

export interface AxisName {
  /** Undefined: no label, where another box has it. */
  readonly name?: string | undefined
  /** False: ticks alone. */
  readonly hasNumbers?: boolean
}

export function drawLowerAxis(
  box: Box,
  ticks: readonly Tick[],
  { name, hasNumbers = true }: AxisName,
): string[] {
  const bottom = box.y + box.height
  const marks = ticks.map(({ at, text }) => {
    const length = text === '' ? minorLength : tickLength
    return line({ x: at, y: bottom }, { x: at, y: bottom + length }, { colour: ink })
  })
  const y = bottom + tickLength + numberGap + smallSize
  const numbers = hasNumbers
    ? ticks.flatMap(({ at, text }) =>
        text === '' ? [] : [label({ x: at, y, text, size: smallSize, anchor: 'middle' })],
      )
    : []
  return [...marks, ...numbers, ...lowerName(box, name)]
}

/** What is counted along the lower edge of a box, or of several in a row. */
export function lowerName(box: Box, name: string | undefined): string[] {
  if (name === undefined) return []
  const y = box.y + box.height + nameOffset
  const x = box.x + box.width / 2
  return [label({ x, y, text: name, size: labelSize, anchor: 'middle', isMiddle: true })]
}

/** @param nameOffsetLeft px from the box to the middle of the label */
export function drawLeftAxis(
  box: Box,
  ticks: readonly Tick[],
  { name, hasNumbers = true, nameOffsetLeft = 68 }: AxisName & { readonly nameOffsetLeft?: number },
): string[] {
  const marks = ticks.map(({ at }) =>
    line({ x: box.x - tickLength, y: at }, { x: box.x, y: at }, { colour: ink }),
  )
  const x = box.x - tickLength - numberGap
  const numbers = hasNumbers
    ? ticks.map(({ at, text }) => label({ x, y: at, text, size: smallSize, anchor: 'end', isMiddle: true }))
    : []
  return [...marks, ...numbers, ...leftName(box, name, nameOffsetLeft)]
}

export function leftName(box: Box, name: string | undefined, offset = 68): string[] {
  if (name === undefined) return []
  const [x, y] = [box.x - offset, box.y + box.height / 2]
  const how = { anchor: 'middle', isMiddle: true, isUpright: true } as const
  return [label({ x, y, text: name, size: labelSize, ...how })]
}

/** Pale lines through a box at its labelled ticks. */
export function drawGrid(
  box: Box,
  ticks: { readonly x: readonly Tick[]; readonly y: readonly Tick[] },
): string[] {
  const stroke = { colour: gridColour }
  const [right, bottom] = [box.x + box.width, box.y + box.height]
  const upright = ticks.x.filter(({ text }) => text !== '')
  return [
    ...upright.map(({ at }) => line({ x: at, y: box.y }, { x: at, y: bottom }, stroke)),
    ...ticks.y.map(({ at }) => line({ x: box.x, y: at }, { x: right, y: at }, stroke)),
  ]
}

export const timeName = 'time (minutes : seconds)'
export const frequencyName = 'frequency'

export function timeTicksIn(box: Box, range: TimeRange): Tick[] {
  return timeTicks(range, box.width).map(({ seconds, label: text }) => ({
    at: box.x + timeToX(seconds, range, box.width),
    text,
  }))
}

/** From low at the bottom to high; where numbers would touch, fewer of them. */
export function frequencyTicksBeside(box: Box, axis: FrequencyAxis): Tick[] {
  const ticks = frequencyTicks(axis).map((frequency) => ({
    at: box.y + (1 - frequencyToPosition(frequency, axis)) * box.height,
    text: formatFrequency(frequency),
  }))
  return spaced(ticks, () => lineRoom)
}

/** From low at the left to high. */
export function frequencyTicksBelow(box: Box, axis: FrequencyAxis): Tick[] {
  const ticks = frequencyTicks(axis).map((frequency) => ({
    at: box.x + frequencyToPosition(frequency, axis) * box.width,
    text: formatFrequency(frequency),
  }))
  return spacedAlong(ticks)
}

/** Ticks along a lower axis without those whose numbers would touch the one before. */
export function spacedAlong(ticks: readonly Tick[]): Tick[] {
  return spaced(ticks, (before, next) => {
    const widths = textWidth(before.text, smallSize) + textWidth(next.text, smallSize)
    return widths / 2 + numberRoom
  })
}

/** Ticks along a left axis, the same. */
export function spacedUp(ticks: readonly Tick[]): Tick[] {
  return spaced(ticks, () => lineRoom)
}

function spaced(ticks: readonly Tick[], room: (before: Tick, next: Tick) => number): Tick[] {
  const kept: Tick[] = []
  for (const tick of ticks) {
    const before = kept.at(-1)
    if (!before || Math.abs(tick.at - before.at) >= room(before, tick)) kept.push(tick)
  }
  return kept
}
