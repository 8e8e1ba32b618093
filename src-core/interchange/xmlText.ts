/** XML of elements and attributes only: all that session files need. */

export interface Element {
  readonly name: string
  /** Undefined ones are left out. */
  readonly attributes?: Readonly<Record<string, string | number | boolean | undefined>>
  /** Elements, or one text. */
  readonly content?: readonly Element[] | string
}

export function element(
  name: string,
  attributes: NonNullable<Element['attributes']> = {},
  content: NonNullable<Element['content']> = [],
): Element {
  return { name, attributes, content }
}

/** A document in UTF-8 with its declaration; characters that XML cannot hold become U+FFFD. */
export function xmlText(root: Element): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${elementText(root, '')}\n`
}

function elementText({ name, attributes = {}, content = [] }: Element, indent: string): string {
  const said = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escaped(String(value))}"`],
  )
  const start = `${indent}<${name}${said.join('')}`
  if (content.length === 0) return `${start}/>`
  if (typeof content === 'string') return `${start}>${escaped(content)}</${name}>`
  const inside = content.map((child) => elementText(child, `${indent}  `)).join('\n')
  return `${start}>\n${inside}\n${indent}</${name}>`
}

/** Characters of XML 1.0, section 2.2, with markup and white space that attributes would lose as references. */
function escaped(text: string): string {
  return [...text]
    .map((character) => {
      const code = character.codePointAt(0) ?? 0
      if ('<>&"\t\n\r'.includes(character)) return `&#${code};`
      const isLegal =
        code >= 0x20 && !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff
      return isLegal ? character : '\ufffd'
    })
    .join('')
}
