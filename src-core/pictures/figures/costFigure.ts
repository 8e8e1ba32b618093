/** Costs against iterations or seconds, on logarithmic axes. */
import { formatCost, logTicks, roundLogRange, type AxisRange } from '../chartAxis'
import type { CostAxis } from '../../contract/pictures'
import { axisHeight, drawGrid, drawLeftAxis, drawLowerAxis, spacedAlong, spacedUp, type Tick } from './axes'
import type { LineStyle } from './lineStyles'
import { bodyTop, drawSheet, labelSize, smallSize, type FigureWords } from './sheet'
import { element, ink, label, line, outline, paleInk, polyline, type Box, type Point } from './svg'
import { cutText } from './textWidth'

export interface CostLine extends LineStyle {
  readonly name: string
  /** A second, smaller line in the legend. */
  readonly note: string
  /** Cost of iteration 0, 1 and so on. */
  readonly costs: readonly number[]
  /** From the start to each of them; null where nobody measured. */
  readonly seconds: readonly number[] | null
  /** The one that is kept. */
  readonly isMarked: boolean
}

export interface CostFigure {
  readonly words: FigureWords
  readonly lines: readonly CostLine[]
  readonly against: CostAxis
}

const box: Box = { x: 110, y: bodyTop, width: 800, height: 500 }
const legendLeft = 940
const legendRight = 1180
const sampleLength = 34
const entryHeight = 44
const mostEntries = 11
const lineWidth = 2
const markedWidth = 3.5
const xNames: Readonly<Record<CostAxis, string>> = {
  iteration: 'iteration (log scale)',
  seconds: 'seconds of iterating (log scale)',
}

/**
 * One line for each curve. The start itself, iteration 0, has no place on a logarithmic axis, and its cost is that of random
 * factors. Where a cost is not positive, all are drawn from the least one, and the axis says so.
 */
export function costFigure({ words, lines, against }: CostFigure): string {
  const offset = costOffset(lines)
  const drawn = lines.map((it) => ({ ...it, points: pointsOf(it, against, offset) }))
  const shown = drawn.flatMap(({ points }) => points)
  const [xRange, yRange] = [rangeOf(shown.map(({ x }) => x)), roundedRangeOf(shown.map(({ y }) => y))]
  const toX = (x: number): number => box.x + shareOf(x, xRange) * box.width
  const toY = (y: number): number => box.y + (1 - shareOf(y, yRange)) * box.height
  const ticks = {
    x: spacedAlong(logTicks(xRange).map((x): Tick => ({ at: toX(x), text: formatCost(x) }))),
    y: spacedUp(logTicks(yRange).map((y): Tick => ({ at: toY(y), text: formatCost(y) }))),
  }
  const yName = offset === null ? 'cost C (log scale)' : 'cost above the least one, C − min C (log scale)'
  const curves = drawn.map((it) =>
    drawLine(
      it,
      it.points.map(({ x, y }) => ({ x: toX(x), y: toY(y) })),
    ),
  )
  return drawSheet(words, box.height + axisHeight, [
    ...drawGrid(box, ticks),
    outline(box, { colour: ink }),
    // What is kept lies on top.
    ...curves.filter((_, index) => !lines[index].isMarked),
    ...curves.filter((_, index) => lines[index].isMarked),
    ...drawLowerAxis(box, ticks.x, { name: xNames[against] }),
    ...drawLeftAxis(box, ticks.y, { name: yName, nameOffsetLeft: 78 }),
    ...drawLegend(lines),
  ])
}

/** The least of all costs where one is not positive, else null. */
function costOffset(lines: readonly CostLine[]): number | null {
  const least = lines.reduce((low, { costs }) => costs.reduce((a, b) => Math.min(a, b), low), Infinity)
  return least > 0 ? null : least
}

/** The points that a logarithmic axis has a place for. */
function pointsOf({ costs, seconds }: CostLine, against: CostAxis, offset: number | null): Point[] {
  return costs
    .map((cost, iteration) => ({
      x: against === 'iteration' ? iteration : (seconds?.[iteration] ?? 0),
      y: cost - (offset ?? 0),
    }))
    .filter(({ x, y }, iteration) => iteration > 0 && x > 0 && y > 0)
}

function shareOf(value: number, { minimum, maximum }: AxisRange): number {
  return Math.log(value / minimum) / Math.log(maximum / minimum)
}

/** From the least to the greatest; 1 .. 10 for none. */
function rangeOf(values: readonly number[]): AxisRange {
  if (values.length === 0) return { minimum: 1, maximum: 10 }
  const minimum = values.reduce((a, b) => Math.min(a, b))
  return {
    minimum,
    maximum: Math.max(
      minimum * 1.1,
      values.reduce((a, b) => Math.max(a, b)),
    ),
  }
}

function roundedRangeOf(values: readonly number[]): AxisRange {
  const { minimum } = rangeOf(values)
  return roundLogRange(
    minimum,
    values.reduce((a, b) => Math.max(a, b), minimum),
  )
}

function drawLine({ colour, dash, isMarked }: CostLine, points: readonly Point[]): string {
  if (points.length === 0) return ''
  const stroke = { colour, dash, width: isMarked ? markedWidth : lineWidth }
  const end = points[points.length - 1]
  const dot = element('circle', { cx: end.x, cy: end.y, r: isMarked ? 5 : 3, fill: colour })
  return polyline(points, stroke) + dot
}

function drawLegend(lines: readonly CostLine[]): string[] {
  const marked = lines.filter(({ isMarked }) => isMarked)
  const others = lines.filter(({ isMarked }) => !isMarked)
  const named = new Set([...marked, ...others].slice(0, mostEntries))
  const entries = lines.filter((it) => named.has(it))
  const left = lines.length - entries.length
  const y = box.y + 12 + entries.length * entryHeight
  const rest = label({
    x: legendLeft,
    y,
    text: `and ${left} more`,
    size: smallSize,
    colour: paleInk,
    isMiddle: true,
  })
  return [
    ...entries.flatMap((entry, row) => drawEntry(entry, box.y + 12 + row * entryHeight)),
    ...(left > 0 ? [rest] : []),
  ]
}

function drawEntry({ name, note, colour, dash, isMarked }: CostLine, y: number): string[] {
  const x = legendLeft + sampleLength + 10
  const room = legendRight - x
  const stroke = { colour, dash, width: isMarked ? markedWidth : lineWidth }
  const small = { x, y: y + 18, size: smallSize, colour: paleInk, isMiddle: true }
  return [
    line({ x: legendLeft, y }, { x: legendLeft + sampleLength, y }, stroke),
    label({
      x,
      y,
      text: cutText(isMarked ? `${name} (kept)` : name, labelSize, room),
      size: labelSize,
      isMiddle: true,
    }),
    label({ ...small, text: cutText(note, smallSize, room) }),
  ]
}
