/** The scale of colours beside a picture. */
import { mapColour, type ColourMapName } from '../colourMaps'
import { element, ink, label, line, outline, place, type Box } from './svg'
import { labelSize, smallSize } from './sheet'

export interface ColourBar {
  readonly colourMap: ColourMapName
  /** Values at its lower and upper end. */
  readonly minimum: number
  readonly maximum: number
  /** Between numbers. */
  readonly step: number
  /** What is counted, and in which unit. */
  readonly name: string
}

const stepCount = 128
const tickLength = 5
const nameOffset = 56

export function drawColourBar(box: Box, { colourMap, minimum, maximum, step, name }: ColourBar): string[] {
  const right = box.x + box.width
  const yOf = (value: number): number => box.y + (1 - (value - minimum) / (maximum - minimum)) * box.height
  const first = Math.ceil(minimum / step - 1e-9)
  const count = Math.floor(maximum / step + 1e-9) - first + 1
  const values = Array.from({ length: count }, (_, index) => (first + index) * step)
  const ticks = values.flatMap((value) => {
    const y = yOf(value)
    const text = String(Number(value.toPrecision(6)) || 0).replace('-', '−')
    return [
      line({ x: right, y }, { x: right + tickLength, y }, { colour: ink }),
      label({ x: right + tickLength + 4, y, text, size: smallSize, isMiddle: true }),
    ]
  })
  const [x, y] = [right + nameOffset, box.y + box.height / 2]
  const how = { anchor: 'middle', isMiddle: true, isUpright: true } as const
  return [
    ...colourSteps(box, colourMap),
    outline(box, { colour: ink }),
    ...ticks,
    label({ x, y, text: name, size: labelSize, ...how }),
  ]
}

/** Steps of one colour overlap, so that no seam is seen between them. */
function colourSteps(box: Box, colourMap: ColourMapName): string[] {
  return Array.from({ length: stepCount }, (_, index) => {
    const [red, green, blue] = mapColour(colourMap, index / (stepCount - 1))
    const height = ((stepCount - index) / stepCount) * box.height
    return element('rect', { ...place({ ...box, height }), fill: `rgb(${red},${green},${blue})` })
  })
}
