import { frequencyToPosition, type FrequencyAxis } from '../frequencyAxis'
import { pitchName } from '../pitchName'
import { axisHeight, drawGrid, drawLowerAxis, frequencyTicksBelow, leftName, lowerName } from './axes'
import { drawCurve, drawSwatch, spectrumHeights } from './curveRow'
import { bodyTop, drawSheet, labelSize, layGrid, smallSize, type FigureWords } from './sheet'
import { ink, label, line, outline, paleInk, type Box } from './svg'
import { cutText, textWidth } from './textWidth'

export interface DictionaryPanel {
  readonly name: string
  /** '#rrggbb' */
  readonly colour: string
  /** w_k: powers of the bins, from 0 Hz to half the sample rate. */
  readonly spectrum: ArrayLike<number>
  /** Strongest peaks, Hz, strongest first. */
  readonly peaks: readonly number[]
}

export interface DictionaryFigure {
  readonly words: FigureWords
  /** At least one. */
  readonly panels: readonly DictionaryPanel[]
  readonly axis: FrequencyAxis
  /** Hz */
  readonly sampleRate: number
}

const left = 76
const right = 1176
const headHeight = 34
const gap = 24
const swatch = 12
const markLength = 7
/** Share of a head that its name may take. */
const mostOfHead = 0.7
const headGap = 10

/** Spectra side by side over one logarithmic frequency axis, their strongest pitches named. */
export function dictionaryFigure({ words, panels, axis, sampleRate }: DictionaryFigure): string {
  const count = panels.length
  const boxHeight = count <= 8 ? 130 : count <= 24 ? 100 : 70
  const { boxes, columns, height } = layGrid({ count, left, right, boxHeight, gap, headHeight })
  const body = panels.flatMap((panel, index) => {
    const box = boxes[index]
    const ticks = frequencyTicksBelow(box, axis)
    const heights = spectrumHeights(panel.spectrum, Math.ceil(box.width), { axis, sampleRate })
    return [
      ...drawGrid(box, { x: ticks, y: [] }),
      ...drawCurve(box, heights, panel.colour),
      outline(box, { colour: ink }),
      ...drawPeaks(box, panel, axis),
      ...drawHead(box, panel),
      ...drawLowerAxis(box, ticks, { hasNumbers: index + columns >= count }),
    ]
  })
  const whole = { x: left, y: bodyTop + headHeight, width: right - left, height: height - headHeight }
  return drawSheet(words, height + axisHeight, [
    ...body,
    ...leftName(whole, 'level: from the strongest bin down to −60 dB', 40),
    ...lowerName(whole, 'frequency (log scale)'),
  ])
}

/** Marks at the upper edge, where named pitches are. */
function drawPeaks(box: Box, { peaks }: DictionaryPanel, axis: FrequencyAxis): string[] {
  return peaks.flatMap((frequency) => {
    const position = frequencyToPosition(frequency, axis)
    if (!(position >= 0 && position <= 1)) return []
    const x = box.x + position * box.width
    return [line({ x, y: box.y - markLength }, { x, y: box.y }, { colour: ink, width: 2 })]
  })
}

/** The name comes first: where both have no room, the weaker pitches are left out. */
function drawHead(box: Box, { name, colour, peaks }: DictionaryPanel): string[] {
  const y = box.y - headHeight / 2 - 1
  const x = box.x + swatch + 6
  const room = box.width - swatch - 6
  const shortened = cutText(name, labelSize, mostOfHead * room)
  const pitches = fittingPitches(peaks, room - textWidth(shortened, labelSize) - headGap)
  const rightEnd = { x: box.x + box.width, anchor: 'end', colour: paleInk } as const
  return [
    drawSwatch({ x: box.x, y: y - swatch / 2, width: swatch, height: swatch }, colour),
    label({ x, y, text: shortened, size: labelSize, isMiddle: true }),
    label({ ...rightEnd, y, text: pitches, size: smallSize, isMiddle: true }),
  ]
}

function fittingPitches(peaks: readonly number[], room: number): string {
  const names = peaks.map(pitchName)
  while (names.length > 0 && textWidth(names.join(', '), smallSize) > room) names.pop()
  return names.join(', ')
}
