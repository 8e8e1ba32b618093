/**
 * Text of audio files by hand: the core runs where no TextDecoder is promised.
 */

const charactersPerSlice = 4096

/** One character a byte. */
export function decodeLatin1(bytes: Uint8Array): string {
  return fromCodes(bytes.length, (index) => bytes[index])
}

/** UTF-16 in the byte order given; a last odd byte is left out. */
export function decodeUtf16(bytes: Uint8Array, littleEndian: boolean): string {
  const high = littleEndian ? 1 : 0
  return fromCodes(bytes.length >> 1, (index) => bytes[2 * index + high] * 256 + bytes[2 * index + 1 - high])
}

/** UTF-8 when the bytes are valid UTF-8 (RFC 3629), else Latin-1. */
export function decodeText(bytes: Uint8Array): string {
  return decodeUtf8(bytes) ?? decodeLatin1(bytes)
}

/** The text before the first NUL, without surrounding white space. */
export function decodeFixedText(bytes: Uint8Array): string {
  const end = bytes.indexOf(0)
  return decodeText(end < 0 ? bytes : bytes.subarray(0, end)).trim()
}

/** null when the bytes are not valid UTF-8 (overlong forms, surrogates and values above U+10FFFF are not). */
export function decodeUtf8(bytes: Uint8Array): string | null {
  const parts: string[] = []
  let units: number[] = []
  let offset = 0
  while (offset < bytes.length) {
    const length = sequenceLength(bytes[offset])
    const point = length === 0 ? -1 : codePoint(bytes, offset, length)
    if (point < 0) return null
    if (point > 0xffff) units.push(0xd800 + ((point - 0x10000) >> 10), 0xdc00 + ((point - 0x10000) & 0x3ff))
    else units.push(point)
    offset += length
    if (units.length >= charactersPerSlice) {
      parts.push(String.fromCharCode(...units))
      units = []
    }
  }
  return parts.join('') + String.fromCharCode(...units)
}

/** Lone surrogates become U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes: number[] = []
  for (const character of text) {
    const given = character.codePointAt(0) ?? 0
    const point = given >= 0xd800 && given <= 0xdfff ? 0xfffd : given
    if (point < 0x80) bytes.push(point)
    else if (point < 0x800) bytes.push(0xc0 | (point >> 6), tail(point, 0))
    else if (point < 0x10000) bytes.push(0xe0 | (point >> 12), tail(point, 6), tail(point, 0))
    else bytes.push(0xf0 | (point >> 18), tail(point, 12), tail(point, 6), tail(point, 0))
  }
  return Uint8Array.from(bytes)
}

function tail(point: number, shift: number): number {
  return 0x80 | ((point >> shift) & 0x3f)
}

function fromCodes(count: number, codeAt: (index: number) => number): string {
  const parts: string[] = []
  for (let start = 0; start < count; start += charactersPerSlice) {
    const length = Math.min(charactersPerSlice, count - start)
    parts.push(String.fromCharCode(...Array.from({ length }, (_, index) => codeAt(start + index))))
  }
  return parts.join('')
}

function sequenceLength(first: number): number {
  if (first < 0x80) return 1
  if (first < 0xc2) return 0
  if (first < 0xe0) return 2
  if (first < 0xf0) return 3
  return first < 0xf5 ? 4 : 0
}

/** -1 when the sequence is not valid. */
function codePoint(bytes: Uint8Array, offset: number, length: number): number {
  if (offset + length > bytes.length) return -1
  if (length === 1) return bytes[offset]
  let point = bytes[offset] & (0x7f >> length)
  for (let index = 1; index < length; index++) {
    const next = bytes[offset + index]
    if ((next & 0xc0) !== 0x80) return -1
    point = (point << 6) | (next & 0x3f)
  }
  const smallest = length === 2 ? 0x80 : length === 3 ? 0x800 : 0x10000
  const isSurrogate = point >= 0xd800 && point <= 0xdfff
  return point < smallest || point > 0x10ffff || isSurrogate ? -1 : point
}
