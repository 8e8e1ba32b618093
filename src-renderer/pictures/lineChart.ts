/** Lines over a lower axis and a logarithmic one upwards. */
import { countTicks, formatCost, logTicks } from '@core/pictures/chartAxis'
import type { Picture } from './canvasSize.svelte'
import { chartMargin, plotOf, type ChartAxes, type ChartAxis, type Plot } from './chartPlot'

export interface ChartLine {
  /** Ascending in x; y > 0. */
  readonly points: readonly { readonly x: number; readonly y: number }[]
  /** Any CSS colour. */
  readonly colour: string
  /** Lengths of dashes and gaps in pixels; empty for a whole line. */
  readonly dash: readonly number[]
  /** Drawn stronger, with a ring at its end. */
  readonly isMarked?: boolean
}

export interface LineChart extends ChartAxes {
  readonly lines: readonly ChartLine[]
  /** Value of the lower axis that is pointed out on all lines. */
  readonly cursor?: number | null
}

const fontSize = 12
const tickLength = 4
/** Room for one number of the lower axis, pixels: of three figures, and for each more. */
const numberRoom = 40
const figureRoom = 8
const lineWidth = 1.75
const markedWidth = 3
const dotRadius = 2.5
const ringRadius = 5.5

/** Draws the whole chart with its axes, numbers and their meaning. */
export function drawLineChart(picture: Picture, chart: LineChart): void {
  const plot = plotOf(picture.size, chart)
  const { context } = picture
  context.font = picture.font(fontSize)
  drawUpwardAxis(picture, plot, chart.y)
  drawLowerAxis(picture, plot, chart.x)
  context.save()
  context.beginPath()
  context.rect(
    plot.left,
    plot.top - ringRadius,
    plot.right - plot.left + ringRadius,
    plot.bottom - plot.top + 2 * ringRadius,
  )
  context.clip()
  const order = chart.lines.toSorted((a, b) => Number(a.isMarked ?? false) - Number(b.isMarked ?? false))
  for (const line of order) drawLine(context, plot, line)
  context.restore()
  if (chart.cursor !== undefined && chart.cursor !== null) drawCursor(picture, plot, chart)
}

function drawUpwardAxis({ context, colour }: Picture, plot: Plot, { range, label }: ChartAxis): void {
  context.lineWidth = 1
  context.textBaseline = 'middle'
  context.textAlign = 'right'
  for (const tick of logTicks(range)) {
    const y = Math.round(plot.yOf(tick)) + 0.5
    strokeBetween(context, { colour: colour('--line'), from: [plot.left, y], to: [plot.right, y] })
    context.fillStyle = colour('--text-muted')
    context.fillText(formatCost(tick), plot.left - tickLength - 2, y)
  }
  context.textAlign = 'left'
  context.textBaseline = 'top'
  context.fillText(label, 0, 0)
}

function drawLowerAxis({ context, colour, size }: Picture, plot: Plot, axis: ChartAxis): void {
  const y = Math.round(plot.bottom) + 0.5
  const line = colour('--line-strong')
  strokeBetween(context, { colour: line, from: [plot.left, y], to: [plot.right, y] })
  context.fillStyle = colour('--text-muted')
  context.textBaseline = 'top'
  context.textAlign = 'center'
  for (const tick of lowerTicks(axis, plot.right - plot.left)) {
    const x = Math.round(plot.xOf(tick)) + 0.5
    strokeBetween(context, { colour: line, from: [x, y], to: [x, y + tickLength] })
    const words = axis.scale === 'log' ? formatCost(tick) : String(tick)
    const furthest = size.width - context.measureText(words).width / 2
    context.fillText(words, Math.min(x, furthest), y + tickLength + 1)
  }
  context.textAlign = 'right'
  context.textBaseline = 'bottom'
  context.fillText(axis.label, plot.right, plot.bottom + chartMargin.bottom)
}

/** @param width of the axis, pixels */
function lowerTicks({ scale, range }: ChartAxis, width: number): readonly number[] {
  if (scale === 'log') return logTicks(range)
  const figures = String(Math.round(range.maximum)).length
  return countTicks(range.maximum, width / (numberRoom + figureRoom * Math.max(0, figures - 3)))
}

function strokeBetween(
  context: CanvasRenderingContext2D,
  line: {
    readonly colour: string
    readonly from: readonly [number, number]
    readonly to: readonly [number, number]
  },
): void {
  context.strokeStyle = line.colour
  context.beginPath()
  context.moveTo(...line.from)
  context.lineTo(...line.to)
  context.stroke()
}

function drawLine(context: CanvasRenderingContext2D, plot: Plot, line: ChartLine): void {
  const { points, colour, dash, isMarked = false } = line
  if (points.length === 0) return
  context.strokeStyle = colour
  context.fillStyle = colour
  context.lineWidth = isMarked ? markedWidth : lineWidth
  context.lineJoin = 'round'
  context.setLineDash([...dash])
  context.beginPath()
  for (const { x, y } of points) context.lineTo(plot.xOf(x), plot.yOf(y))
  context.stroke()
  context.setLineDash([])
  const last = points[points.length - 1]
  fillDot(context, plot.xOf(last.x), plot.yOf(last.y))
  if (!isMarked) return
  context.lineWidth = 1
  context.beginPath()
  context.arc(plot.xOf(last.x), plot.yOf(last.y), ringRadius - 1, 0, 2 * Math.PI)
  context.stroke()
}

function fillDot(context: CanvasRenderingContext2D, x: number, y: number): void {
  context.beginPath()
  context.arc(x, y, dotRadius, 0, 2 * Math.PI)
  context.fill()
}

function drawCursor({ context, colour }: Picture, plot: Plot, { cursor, lines }: LineChart): void {
  const at = cursor ?? 0
  const x = Math.round(plot.xOf(at)) + 0.5
  context.lineWidth = 1
  strokeBetween(context, { colour: colour('--text'), from: [x, plot.top], to: [x, plot.bottom] })
  for (const { points, colour: own } of lines) {
    const reached = lastAtOrBefore(points, at)
    if (!reached) continue
    context.fillStyle = own
    fillDot(context, plot.xOf(reached.x), plot.yOf(reached.y))
  }
}

/** Of points ascending in x; undefined before the first. */
export function lastAtOrBefore<Point extends { readonly x: number }>(
  points: readonly Point[],
  x: number,
): Point | undefined {
  // A number that went through pixels and back is a hair off.
  return points.findLast((point) => point.x <= x * (1 + 1e-9))
}
