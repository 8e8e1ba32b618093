/** JSON of untrusted files, read within bounds. */
import { ShellacError } from '../contract/errors'
import { jsonLimits } from '../limits'

/**
 * Parses JSON text nested at most 64 deep. The depth is counted before parsing, because a parser's stack
 * grows with it. Throws ShellacError('damaged-project') for other text and for any key `__proto__`, which
 * would let a file reach into objects it does not own.
 */
export function parseBoundedJson(text: string): unknown {
  const depth = nestingDepth(text)
  if (depth > jsonLimits.depth) throw damaged(`it is nested ${depth} deep; the limit is ${jsonLimits.depth}`)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw damaged(`it is not JSON (${error instanceof Error ? error.message : String(error)})`)
  }
  refuseProto(value)
  return value
}

function damaged(reason: string): ShellacError {
  return new ShellacError('damaged-project', `The manifest cannot be read: ${reason}.`)
}

/** Deepest nesting of [ and { outside strings. */
function nestingDepth(text: string): number {
  let depth = 0
  let deepest = 0
  let insideString = false
  for (let i = 0; i < text.length; i++) {
    const character = text[i]
    if (insideString) {
      if (character === '\\') i++
      else if (character === '"') insideString = false
    } else if (character === '"') insideString = true
    else if (character === '[' || character === '{') deepest = Math.max(deepest, ++depth)
    else if (character === ']' || character === '}') depth--
  }
  return deepest
}

function refuseProto(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  if (Object.hasOwn(value, '__proto__')) throw damaged('the key __proto__ is not allowed')
  for (const child of Object.values(value)) refuseProto(child)
}
