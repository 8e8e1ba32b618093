/** The sheet that every figure stands on: a title above, a caption below. */
import { label, paleInk, svgDocument, type Box } from './svg'
import { cutText, flowParts } from './textWidth'

/** What is written on every figure. */
export interface FigureWords {
  readonly title: string
  /** Recording, settings, program: put one after the other below the figure. */
  readonly caption: readonly string[]
  /** The figure in sentences, for who does not see it. */
  readonly description: string
}

export const sheetWidth = 1200
export const sideMargin = 24
export const titleSize = 20
export const labelSize = 14
export const smallSize = 12

const titleBaseline = 34
/** Where the body of a figure begins, px from the top. */
export const bodyTop = 56
const captionGap = 20
const captionLine = 18
const bottomMargin = 14

/** @param bodyHeight px that the body takes below bodyTop */
export function drawSheet(words: FigureWords, bodyHeight: number, body: readonly string[]): string {
  const room = sheetWidth - 2 * sideMargin
  const lines = flowParts(words.caption, smallSize, room)
  const captionTop = bodyTop + bodyHeight + captionGap
  const height = captionTop + lines.length * captionLine + bottomMargin
  const title = label({
    x: sideMargin,
    y: titleBaseline,
    text: cutText(words.title, titleSize, room),
    size: titleSize,
  })
  const caption = lines.map((text, row) => {
    const y = captionTop + row * captionLine + smallSize
    return label({ x: sideMargin, y, text, size: smallSize, colour: paleInk })
  })
  const document = { width: sheetWidth, height, title: words.title, description: words.description }
  return svgDocument(document, [title, ...body, ...caption])
}

/** Equal boxes in rows, as many columns as keep them wide enough to read. */
export interface Grid {
  readonly columns: number
  readonly boxes: readonly Box[]
  readonly height: number
}

export interface GridOptions {
  readonly count: number
  readonly left: number
  readonly right: number
  /** Of a box alone. */
  readonly boxHeight: number
  /** Between the columns, and above each row. */
  readonly gap: number
  readonly headHeight: number
}

/** Most boxes that there are columns for: up to 3 in one, 8 in two, and so on. */
const mostBoxes = [3, 8, 24, 60]

/** Boxes from bodyTop down; each row has `headHeight` px free above it. */
export function layGrid({ count, left, right, boxHeight, gap, headHeight }: GridOptions): Grid {
  const found = mostBoxes.findIndex((most) => count <= most)
  const columns = found < 0 ? mostBoxes.length + 1 : found + 1
  const width = (right - left - (columns - 1) * gap) / columns
  const rowHeight = headHeight + boxHeight
  const boxes = Array.from({ length: count }, (_, index) => ({
    x: left + (index % columns) * (width + gap),
    y: bodyTop + Math.floor(index / columns) * rowHeight + headHeight,
    width,
    height: boxHeight,
  }))
  return { columns, boxes, height: Math.ceil(count / columns) * rowHeight }
}
