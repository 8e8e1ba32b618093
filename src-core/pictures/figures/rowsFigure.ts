/** Activations one above the other on one time axis: of all components, or of one component for each smoothness. */
import type { LevelScale } from '../level'
import type { FrameGrid, TimeRange } from '../timeAxis'
import { axisHeight, drawLowerAxis, timeName, timeTicksIn } from './axes'
import { activationHeights, drawCurve, drawSwatch, type ActivationCurve } from './curveRow'
import { bodyTop, drawSheet, labelSize, smallSize, type FigureWords } from './sheet'
import { gridColour, label, line, outline, paleInk, type Box } from './svg'
import { cutText } from './textWidth'

export interface FigureRow extends ActivationCurve {
  readonly name: string
  /** A second, smaller line below the name. */
  readonly note: string
  /** '#rrggbb' */
  readonly colour: string
}

export interface RowsFigure {
  readonly words: FigureWords
  /** At least one. */
  readonly rows: readonly FigureRow[]
  readonly range: TimeRange
  readonly grid: FrameGrid
  readonly scale: LevelScale
}

const left = 216
const right = 1130
const nameLeft = 24
const swatch = 12
const rowGap = 10
const mostHeight = 90
const leastHeight = 22
/** px that all rows share, as far as that leaves each the least. */
const wantedHeight = 900
/** Rows lower than this have no room for two lines, or two numbers. */
const twoLines = 40

export function rowsFigure({ words, rows, range, grid, scale }: RowsFigure): string {
  const fitting = Math.floor(wantedHeight / rows.length) - rowGap
  const height = Math.max(leastHeight, Math.min(mostHeight, fitting))
  const body = rows.flatMap((row, index) => {
    const box = { x: left, y: bodyTop + index * (height + rowGap), width: right - left, height }
    const heights = activationHeights(row, box.width, { range, grid, scale })
    return [
      ...drawHalf(box),
      ...drawCurve(box, heights, row.colour),
      outline(box, { colour: gridColour }),
      ...drawHead(box, row),
      ...drawScale(box, scale),
    ]
  })
  const all = { x: left, y: bodyTop, width: right - left, height: rows.length * (height + rowGap) - rowGap }
  const ticks = drawLowerAxis(all, timeTicksIn(all, range), { name: timeName })
  return drawSheet(words, all.height + axisHeight, [...body, ...ticks])
}

function drawHalf(box: Box): string[] {
  const y = box.y + box.height / 2
  return [line({ x: box.x, y }, { x: box.x + box.width, y }, { colour: gridColour })]
}

function drawHead(box: Box, { name, note, colour }: FigureRow): string[] {
  const hasNote = box.height >= twoLines
  const middle = box.y + box.height / 2
  const y = hasNote ? middle - 9 : middle
  const x = nameLeft + swatch + 8
  const room = left - x - 12
  const noteLabel = { x, y: middle + 10, size: smallSize, colour: paleInk, isMiddle: true }
  return [
    drawSwatch({ x: nameLeft, y: y - swatch / 2, width: swatch, height: swatch }, colour),
    label({ x, y, text: cutText(name, labelSize, room), size: labelSize, isMiddle: true }),
    ...(hasNote ? [label({ ...noteLabel, text: cutText(note, smallSize, room) })] : []),
  ]
}

function drawScale(box: Box, scale: LevelScale): string[] {
  if (box.height < twoLines) return []
  const x = box.x + box.width + 6
  const [upper, lower] = scale === 'decibels' ? ['0 dB', '−60 dB'] : ['1', '0']
  const how = { x, size: smallSize, colour: paleInk, isMiddle: true }
  return [
    label({ ...how, y: box.y + smallSize / 2, text: upper }),
    label({ ...how, y: box.y + box.height - smallSize / 2, text: lower }),
  ]
}
