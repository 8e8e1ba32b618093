import type { Picture } from './canvasSize.svelte'
import { countTicks, formatCost, logTicks, type AxisRange } from './chartAxis'

export interface ChartLine {
  /** Ascending in x; y > 0. */
  readonly points: readonly { readonly x: number; readonly y: number }[]
  /** Any CSS colour. */
  readonly colour: string
  /** Lengths of dashes and gaps in pixels; empty for a whole line. */
  readonly dash: readonly number[]
}

/** Lines over a counted axis from 0 and a logarithmic one upwards. */
export interface LineChart {
  readonly lines: readonly ChartLine[]
  readonly most: number
  readonly range: AxisRange
  readonly xLabel: string
  readonly yLabel: string
}

interface Plot {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly xOf: (x: number) => number
  readonly yOf: (y: number) => number
}

const margin = { left: 46, right: 14, top: 24, bottom: 36 }
const fontSize = 12
const tickLength = 4
/** Room for one number of the lower axis, pixels. */
const numberRoom = 40
const lineWidth = 1.75

/** Draws the whole chart with its axes, numbers and their meaning. */
export function drawLineChart(picture: Picture, chart: LineChart): void {
  const plot = plotOf(picture, chart)
  const { context } = picture
  context.font = picture.font(fontSize)
  drawLogAxis(picture, plot, chart)
  drawCountAxis(picture, plot, chart)
  context.save()
  context.beginPath()
  context.rect(
    plot.left,
    plot.top - lineWidth,
    plot.right - plot.left + lineWidth,
    plot.bottom - plot.top + 2 * lineWidth,
  )
  context.clip()
  for (const line of chart.lines) drawLine(context, plot, line)
  context.restore()
}

function plotOf({ size }: Picture, { most, range }: LineChart): Plot {
  const left = margin.left
  const right = Math.max(left + 1, size.width - margin.right)
  const top = margin.top
  const bottom = Math.max(top + 1, size.height - margin.bottom)
  const span = Math.log(range.maximum / range.minimum)
  return {
    left,
    right,
    top,
    bottom,
    xOf: (x) => left + (x / Math.max(1, most)) * (right - left),
    yOf: (y) => bottom - (Math.log(y / range.minimum) / span) * (bottom - top),
  }
}

function drawLogAxis({ context, colour }: Picture, plot: Plot, { range, yLabel }: LineChart): void {
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
  context.fillText(yLabel, 0, 0)
}

function drawCountAxis({ context, colour }: Picture, plot: Plot, { most, xLabel }: LineChart): void {
  const y = Math.round(plot.bottom) + 0.5
  const line = colour('--line-strong')
  strokeBetween(context, { colour: line, from: [plot.left, y], to: [plot.right, y] })
  context.fillStyle = colour('--text-muted')
  context.textBaseline = 'top'
  context.textAlign = 'center'
  for (const tick of countTicks(most, (plot.right - plot.left) / numberRoom)) {
    const x = Math.round(plot.xOf(tick)) + 0.5
    strokeBetween(context, { colour: line, from: [x, y], to: [x, y + tickLength] })
    context.fillText(String(tick), x, y + tickLength + 1)
  }
  context.textAlign = 'right'
  context.textBaseline = 'bottom'
  context.fillText(xLabel, plot.right, plot.bottom + margin.bottom)
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

function drawLine(context: CanvasRenderingContext2D, plot: Plot, { points, colour, dash }: ChartLine): void {
  if (points.length === 0) return
  context.strokeStyle = colour
  context.fillStyle = colour
  context.lineWidth = lineWidth
  context.lineJoin = 'round'
  context.setLineDash([...dash])
  context.beginPath()
  for (const { x, y } of points) context.lineTo(plot.xOf(x), plot.yOf(y))
  context.stroke()
  context.setLineDash([])
  const last = points[points.length - 1]
  context.beginPath()
  context.arc(plot.xOf(last.x), plot.yOf(last.y), 2.5, 0, 2 * Math.PI)
  context.fill()
}
