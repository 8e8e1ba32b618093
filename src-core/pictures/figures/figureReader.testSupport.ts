/** For tests: a strict reader of the XML that figures are. */

export interface ReadElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  /** Of the element itself, without its children. */
  readonly text: string
  readonly children: readonly ReadElement[]
}

interface OpenElement {
  name: string
  attributes: Record<string, string>
  text: string
  children: ReadElement[]
}

const token = /<\?xml[^<>]*\?>|<(\/?)([a-z]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<>]+)/gy

/** The root element. @throws Error where the text is not well-formed */
export function readXml(text: string): ReadElement {
  const top: OpenElement = { name: '', attributes: {}, text: '', children: [] }
  const open: OpenElement[] = [top]
  token.lastIndex = 0
  while (token.lastIndex < text.length) {
    const at = token.lastIndex
    const match = token.exec(text)
    if (!match) throw new Error(`No XML from ${at}: ${text.slice(at, at + 60)}`)
    const [, slash, name, attributes, isEmpty, characters] = match
    if (characters !== undefined) open[open.length - 1].text += unescaped(characters)
    if (name === undefined) continue
    if (slash) close(open, name)
    else {
      const element = { name, attributes: readAttributes(attributes), text: '', children: [] }
      open[open.length - 1].children.push(element)
      if (!isEmpty) open.push(element)
    }
  }
  if (open.length !== 1 || top.children.length !== 1) throw new Error('There is not one root that is closed.')
  return top.children[0]
}

function close(open: OpenElement[], name: string): void {
  const closed = open.pop()
  if (closed?.name !== name) throw new Error(`</${name}> closes <${closed?.name}>.`)
}

function readAttributes(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/([\w:-]+)="([^"]*)"/g)].map(
    ([, key, value]) => [key, unescaped(value)] as const,
  )
  if (new Set(pairs.map(([key]) => key)).size < pairs.length)
    throw new Error(`An attribute is there twice: ${text}`)
  return Object.fromEntries(pairs)
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

function unescaped(text: string): string {
  return text.replace(/&([^;]*)(;?)/g, (_, name: string, end: string) => {
    if (end === '' || !(name in entities)) throw new Error(`&${name} is no entity.`)
    return entities[name]
  })
}

/** All elements, parents before children. */
export function allOf(element: ReadElement): ReadElement[] {
  return [element, ...element.children.flatMap(allOf)]
}

export interface ReadLabel {
  readonly text: string
  readonly x: number
  readonly y: number
}

/** What is written on a figure. */
export function labelsOf(svg: string): ReadLabel[] {
  return allOf(readXml(svg))
    .filter(({ name }) => name === 'text')
    .map(({ text, attributes }) => ({ text, x: Number(attributes.x), y: Number(attributes.y) }))
}

/** Where a text stands on a figure. @throws Error where it is not */
export function labelOf(svg: string, text: string): ReadLabel {
  const found = labelsOf(svg).find((label) => label.text === text)
  if (found) return found
  throw new Error(`The figure does not say "${text}".`)
}
