import type { FrequencyAxis } from '../frequencyAxis'
import type { TimeRange } from '../timeAxis'
import {
  axisHeight,
  drawLeftAxis,
  drawLowerAxis,
  frequencyName,
  frequencyTicksBeside,
  leftName,
  lowerName,
  timeName,
  timeTicksIn,
} from './axes'
import { drawColourBar } from './colourBar'
import { drawSwatch } from './curveRow'
import { drawRaster, type Raster } from './raster'
import { bodyTop, drawSheet, labelSize, layGrid, type FigureWords, type Grid } from './sheet'
import { label, type Box } from './svg'
import { cutText } from './textWidth'

export interface MaskPanel {
  readonly name: string
  /** '#rrggbb' */
  readonly colour: string
  readonly raster: Raster
}

export interface MasksFigure {
  readonly words: FigureWords
  readonly panels: readonly MaskPanel[]
  readonly range: TimeRange
  readonly axis: FrequencyAxis
}

const left = 100
const right = 1100
const headHeight = 34
const gap = 16
const barGap = 16
const barWidth = 14
const barHeight = 180

/** Where the panels are on the sheet: many are smaller. */
export function maskGrid(count: number): Grid {
  const boxHeight = count <= 8 ? 190 : count <= 24 ? 140 : 100
  return layGrid({ count, left, right, boxHeight, gap, headHeight })
}

/** Masks side by side, 0 white to 1 black, on common axes. At least one panel. */
export function masksFigure({ words, panels, range, axis }: MasksFigure): string {
  const { boxes, columns, height } = maskGrid(panels.length)
  const body = panels.flatMap((panel, index) => {
    const box = boxes[index]
    const isLowest = index + columns >= panels.length
    return [
      ...drawHead(box, panel),
      ...drawRaster(box, panel.raster, range),
      ...drawLowerAxis(box, timeTicksIn(box, range), { hasNumbers: isLowest }),
      ...drawLeftAxis(box, frequencyTicksBeside(box, axis), { hasNumbers: index % columns === 0 }),
    ]
  })
  const whole: Box = { x: left, y: bodyTop + headHeight, width: right - left, height: height - headHeight }
  const bar = { x: right + barGap, y: whole.y, width: barWidth, height: Math.min(barHeight, whole.height) }
  const scale = { colourMap: 'paper', minimum: 0, maximum: 1, step: 0.25, name: 'mask (share)' } as const
  return drawSheet(words, height + axisHeight, [
    ...body,
    ...leftName(whole, frequencyName),
    ...lowerName(whole, timeName),
    ...drawColourBar(bar, scale),
  ])
}

const swatch = 12

function drawHead(box: Box, { name, colour }: MaskPanel): string[] {
  const y = box.y - headHeight / 2
  return [
    drawSwatch({ x: box.x, y: y - swatch / 2, width: swatch, height: swatch }, colour),
    label({
      x: box.x + swatch + 6,
      y,
      text: cutText(name, labelSize, box.width - swatch - 6),
      size: labelSize,
      isMiddle: true,
    }),
  ]
}
