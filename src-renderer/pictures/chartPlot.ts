/** Where the values of a chart with two axes are on its canvas. */
import type { AxisRange } from '@core/pictures/chartAxis'
import type { Size } from './canvasSize.svelte'

export interface ChartAxis {
  /** A logarithmic range is of positive numbers. */
  readonly scale: 'linear' | 'log'
  readonly range: AxisRange
  /** What is counted, and in which unit. */
  readonly label: string
}

export interface ChartAxes {
  readonly x: ChartAxis
  readonly y: ChartAxis
}

/** Edges in CSS pixels of the canvas, and values as pixels. */
export interface Plot {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly xOf: (x: number) => number
  readonly yOf: (y: number) => number
}

/** Room for numbers and labels around the plot, CSS pixels. */
export const chartMargin = { left: 46, right: 14, top: 24, bottom: 36 } as const

export function plotOf(size: Size, { x, y }: ChartAxes): Plot {
  const left = chartMargin.left
  const right = Math.max(left + 1, size.width - chartMargin.right)
  const top = chartMargin.top
  const bottom = Math.max(top + 1, size.height - chartMargin.bottom)
  return {
    left,
    right,
    top,
    bottom,
    xOf: (value) => left + shareOf(value, x) * (right - left),
    yOf: (value) => bottom - shareOf(value, y) * (bottom - top),
  }
}

/** The value of the lower axis under a pixel from the left; beyond the plot the end of the axis. */
export function valueUnder(pixel: number, size: Size, axes: ChartAxes): number {
  const { left, right } = plotOf(size, axes)
  return valueAt(Math.max(0, Math.min(1, (pixel - left) / (right - left))), axes.x)
}

/** 0 at the beginning of the axis, 1 at its end. */
export function shareOf(value: number, { scale, range: { minimum, maximum } }: ChartAxis): number {
  if (maximum === minimum) return 0
  return scale === 'log'
    ? Math.log(value / minimum) / Math.log(maximum / minimum)
    : (value - minimum) / (maximum - minimum)
}

export function valueAt(share: number, { scale, range: { minimum, maximum } }: ChartAxis): number {
  return scale === 'log' ? minimum * (maximum / minimum) ** share : minimum + share * (maximum - minimum)
}
