import type { ColourMapName, LevelRange } from '../colourMaps'
import type { FrequencyAxis } from '../frequencyAxis'
import type { TimeRange } from '../timeAxis'
import {
  axisHeight,
  drawLeftAxis,
  drawLowerAxis,
  frequencyName,
  frequencyTicksBeside,
  timeName,
  timeTicksIn,
} from './axes'
import { drawColourBar } from './colourBar'
import { drawRaster, type Raster } from './raster'
import { bodyTop, drawSheet, type FigureWords } from './sheet'

export interface SpectrogramFigure {
  readonly words: FigureWords
  readonly raster: Raster
  readonly range: TimeRange
  readonly axis: FrequencyAxis
  readonly levels: LevelRange
  readonly colourMap: ColourMapName
}

/** Where the picture is on the sheet; its raster needs no more pixels than a few times that. */
export const spectrogramBox = { x: 100, y: bodyTop, width: 980, height: 500 }
const barGap = 20
const barWidth = 18
const barSteps = [1, 2, 5, 10, 20, 50]
const mostNumbers = 10

/** Level over time and frequency, with its colour scale in dB. */
export function spectrogramFigure({
  words,
  raster,
  range,
  axis,
  levels,
  colourMap,
}: SpectrogramFigure): string {
  const box = spectrogramBox
  const { floor: minimum, ceiling: maximum } = levels
  const step = barSteps.find((it) => (maximum - minimum) / it <= mostNumbers) ?? barSteps[barSteps.length - 1]
  const bar = { ...box, x: box.x + box.width + barGap, width: barWidth }
  return drawSheet(words, box.height + axisHeight, [
    ...drawRaster(box, raster, range),
    ...drawLowerAxis(box, timeTicksIn(box, range), { name: timeName }),
    ...drawLeftAxis(box, frequencyTicksBeside(box, axis), { name: frequencyName }),
    ...drawColourBar(bar, { colourMap, minimum, maximum, step, name: 'level (dB; a full-scale sine is 0)' }),
  ])
}
