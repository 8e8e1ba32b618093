/** The few elements of SVG that figures are made of. Lengths in px; numbers are written with at most two decimals. */

export type Attributes = Readonly<Record<string, string | number | undefined>>

export interface Point {
  readonly x: number
  readonly y: number
}

/** A rectangle on the sheet. */
export interface Box extends Point {
  readonly width: number
  readonly height: number
}

/** Dark grey on white: contrast 12 : 1 and 7 : 1. */
export const ink = '#333333'
export const paleInk = '#595959'
export const gridColour = '#dddddd'

const fontFamily = "'DejaVu Sans', Verdana, Geneva, sans-serif"
/** Half the height of a capital, of the font size: from the middle of a line down to its baseline. */
const middleToBaseline = 0.36

/** `content` is markup, not text. Attributes that are undefined are left out. */
export function element(
  name: string,
  attributes: Attributes,
  content: string | readonly string[] = '',
): string {
  const parts = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined
      ? []
      : [` ${key}="${typeof value === 'number' ? decimal(value) : escapeText(value)}"`],
  )
  const inside = typeof content === 'string' ? content : content.join('\n')
  return inside === '' ? `<${name}${parts.join('')}/>` : `<${name}${parts.join('')}>${inside}</${name}>`
}

/** Text as it stands in an element or an attribute; what XML cannot hold becomes U+FFFD. */
export function escapeText(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"']/g, (character) => entities[character])
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** '12', '12.5', '-0.25' */
export function decimal(value: number): string {
  return String(Math.round(value * 100) / 100 || 0)
}

export interface Label extends Point {
  readonly text: string
  readonly size: number
  readonly anchor?: 'start' | 'middle' | 'end'
  readonly colour?: string
  /** `y` is the baseline if not given. */
  readonly isMiddle?: boolean
  /** Reads from bottom to top around the point. */
  readonly isUpright?: boolean
}

export function label({ x, y, text, size, anchor = 'start', colour = ink, ...how }: Label): string {
  const shift = how.isMiddle ? middleToBaseline * size : 0
  const [left, top] = how.isUpright ? [x + shift, y] : [x, y + shift]
  const transform = how.isUpright ? `rotate(-90 ${decimal(left)} ${decimal(top)})` : undefined
  const attributes = { x: left, y: top, 'font-size': size, 'text-anchor': anchor, fill: colour, transform }
  return element('text', attributes, escapeText(text))
}

export interface Stroke {
  readonly colour: string
  readonly width?: number
  /** Lengths of strokes and gaps. */
  readonly dash?: readonly number[]
}

export function strokeAttributes({ colour, width = 1, dash = [] }: Stroke): Attributes {
  return {
    stroke: colour,
    'stroke-width': width,
    'stroke-dasharray': dash.length > 0 ? dash.map(decimal).join(' ') : undefined,
  }
}

export function line(from: Point, to: Point, stroke: Stroke): string {
  return element('line', { x1: from.x, y1: from.y, x2: to.x, y2: to.y, ...strokeAttributes(stroke) })
}

export function polyline(points: readonly Point[], stroke: Stroke): string {
  const attributes = { fill: 'none', 'stroke-linejoin': 'round', ...strokeAttributes(stroke) }
  return element('path', { d: pathThrough(points), ...attributes })
}

/** 'M x y L x y ...' */
export function pathThrough(points: readonly Point[]): string {
  return points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${decimal(x)} ${decimal(y)}`).join('')
}

export function outline(box: Box, stroke: Stroke): string {
  return element('rect', { ...place(box), fill: 'none', ...strokeAttributes(stroke) })
}

/** What reaches over the edges of the box is cut off; inside, (0, 0) is its upper left corner. */
export function window(box: Box, content: string | readonly string[]): string {
  return element('svg', { ...place(box), overflow: 'hidden' }, content)
}

/** A picture stretched over the box. `href` is a data URI, in the spelling that older programs read as well. */
export function stretchedImage(box: Box, href: string): string {
  return element('image', { ...place(box), preserveAspectRatio: 'none', 'xlink:href': href })
}

export function place({ x, y, width, height }: Box): Attributes {
  return { x, y, width, height }
}

export interface SvgDocument {
  readonly width: number
  readonly height: number
  /** For who does not see it, and for programs that show files by their titles. */
  readonly title: string
  readonly description: string
}

/** A whole file on white ground. */
export function svgDocument(
  { width, height, title, description }: SvgDocument,
  content: readonly string[],
): string {
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    'xmlns:xlink': 'http://www.w3.org/1999/xlink',
    width,
    height,
    viewBox: `0 0 ${decimal(width)} ${decimal(height)}`,
    'font-family': fontFamily,
    role: 'img',
  }
  const parts = [
    element('title', {}, escapeText(title)),
    element('desc', {}, escapeText(description)),
    element('rect', { width, height, fill: '#ffffff' }),
    ...content,
  ]
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('svg', attributes, parts)}\n`
}
