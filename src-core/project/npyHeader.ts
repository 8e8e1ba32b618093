/**
 * The header of a .npy file is a Python dictionary literal such as
 * `{'descr': '<f4', 'fortran_order': False, 'shape': (1025, 10), }`. This is the grammar of what is accepted:
 *
 *   header  = "{" [ pair { "," pair } [ "," ] ] "}"        each of the three keys exactly once, in any order
 *   pair    = string ":" ( string | "True" | "False" | tuple )
 *   tuple   = "(" [ integer "," | integer { "," integer } [ "," ] ] ")"     integers may end in L (Python 2)
 */
import { ShellacError } from '../contract/errors'
import { npyLimits } from '../limits'

/** "\x93NUMPY" */
export const npyMagic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59] as const

export interface NpyHeader {
  readonly shape: readonly number[]
  readonly fortranOrder: boolean
  /** Bytes a value: 2, 4 or 8. */
  readonly itemSize: number
  readonly littleEndian: boolean
}

type Value = string | boolean | readonly number[]

const types = new Map(
  ['<f2', '>f2', '<f4', '>f4', '<f8', '>f8'].map((descr) => [
    descr,
    { itemSize: Number(descr[2]), littleEndian: descr.startsWith('<') },
  ]),
)

const tokenPattern = /\s*(?:([{}(),:])|'([^'"\\]*)'|"([^'"\\]*)"|(True|False)|([0-9]{1,16})L?)/y

/** Text after the length field, Latin-1. Throws ShellacError('damaged-project') for anything outside the grammar. */
export function parseNpyHeader(text: string): NpyHeader {
  const tokens = tokenize(text.trimEnd())
  const pairs = parseDictionary(tokens)
  const descr = pairs.get('descr')
  const fortranOrder = pairs.get('fortran_order')
  const shape = pairs.get('shape')
  if (pairs.size !== 3 || typeof fortranOrder !== 'boolean' || !Array.isArray(shape)) {
    throw damaged('it needs exactly descr, fortran_order and shape')
  }
  const type = typeof descr === 'string' ? types.get(descr) : undefined
  if (!type) throw damaged(`its type is ${JSON.stringify(descr)}; known are ${[...types.keys()].join(' ')}`)
  if (shape.length > npyLimits.dimensions)
    throw damaged(`it has ${shape.length} dimensions; the limit is ${npyLimits.dimensions}`)
  return { shape, fortranOrder, ...type }
}

function damaged(reason: string): ShellacError {
  return new ShellacError('damaged-project', `The header of the .npy array cannot be read: ${reason}.`)
}

type Token =
  | { readonly kind: 'mark'; readonly mark: string }
  | { readonly kind: 'value'; readonly value: string | boolean | number }

function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  let position = 0
  while (position < text.length) {
    tokenPattern.lastIndex = position
    const match = tokenPattern.exec(text)
    if (!match) throw damaged(`unexpected text at character ${position}`)
    position = tokenPattern.lastIndex
    tokens.push(toToken(match))
  }
  return tokens
}

function toToken(match: RegExpExecArray): Token {
  const [, mark, single, double, truth, digits] = match as (string | undefined)[]
  if (mark !== undefined) return { kind: 'mark', mark }
  if (truth !== undefined) return { kind: 'value', value: truth === 'True' }
  if (digits === undefined) return { kind: 'value', value: single ?? double ?? '' }
  const number = Number(digits)
  if (!Number.isSafeInteger(number)) throw damaged(`the dimension ${digits} is too large`)
  return { kind: 'value', value: number }
}

function parseDictionary(tokens: readonly Token[]): Map<string, Value> {
  const pairs = new Map<string, Value>()
  const cursor = { tokens, position: 0 }
  expectMark(cursor, '{')
  while (!takeMark(cursor, '}')) {
    const key = takeValue(cursor)
    if (typeof key !== 'string' || pairs.has(key))
      throw damaged(`the key ${JSON.stringify(key)} is not allowed here`)
    expectMark(cursor, ':')
    pairs.set(key, takeMark(cursor, '(') ? parseTuple(cursor) : requireNoNumber(takeValue(cursor)))
    if (!takeMark(cursor, ',')) {
      expectMark(cursor, '}')
      break
    }
  }
  if (cursor.position !== tokens.length) throw damaged('there is text after its end')
  return pairs
}

interface Cursor {
  readonly tokens: readonly Token[]
  position: number
}

function parseTuple(cursor: Cursor): number[] {
  const numbers: number[] = []
  while (!takeMark(cursor, ')')) {
    const number = takeValue(cursor)
    if (typeof number !== 'number') throw damaged('its shape must hold whole numbers')
    numbers.push(number)
    const more = takeMark(cursor, ',')
    if (more) continue
    if (numbers.length === 1) throw damaged('(n) is a number in Python, not a shape')
    expectMark(cursor, ')')
    break
  }
  return numbers
}

function requireNoNumber(value: string | boolean | number): string | boolean {
  if (typeof value === 'number') throw damaged('a number stands where a text or truth value belongs')
  return value
}

function takeMark(cursor: Cursor, mark: string): boolean {
  const token = cursor.tokens.at(cursor.position)
  if (token?.kind !== 'mark' || token.mark !== mark) return false
  cursor.position++
  return true
}

function expectMark(cursor: Cursor, mark: string): void {
  if (!takeMark(cursor, mark)) throw damaged(`"${mark}" is missing`)
}

function takeValue(cursor: Cursor): string | boolean | number {
  const token = cursor.tokens.at(cursor.position)
  if (token?.kind !== 'value') throw damaged('a value is missing')
  cursor.position++
  return token.value
}
