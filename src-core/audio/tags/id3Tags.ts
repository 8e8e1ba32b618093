import { decodeLatin1, decodeText, decodeUtf16 } from './textDecoding'
import { TagCollector } from './tagCollector'
import { hasCharacters } from '../byteReader'
import { audioLimits } from '../../limits'

const headerBytes = 10

/** ID3v2.3/2.4 names, then those of ID3v2.2. */
const keyOfFrame: Readonly<Record<string, string>> = {
  TIT2: 'TITLE',
  TPE1: 'ARTIST',
  TPE2: 'ALBUMARTIST',
  TALB: 'ALBUM',
  TDRC: 'DATE',
  TYER: 'DATE',
  TCON: 'GENRE',
  TRCK: 'TRACKNUMBER',
  TPOS: 'DISCNUMBER',
  TCOM: 'COMPOSER',
  TCOP: 'COPYRIGHT',
  TPUB: 'LABEL',
  TSRC: 'ISRC',
  TSSE: 'ENCODER',
  COMM: 'COMMENT',
  TT2: 'TITLE',
  TP1: 'ARTIST',
  TP2: 'ALBUMARTIST',
  TAL: 'ALBUM',
  TYE: 'DATE',
  TCO: 'GENRE',
  TRK: 'TRACKNUMBER',
  TPA: 'DISCNUMBER',
  TCM: 'COMPOSER',
  TCR: 'COPYRIGHT',
  TPB: 'LABEL',
  TRC: 'ISRC',
  TSS: 'ENCODER',
  COM: 'COMMENT',
}

/**
 * Length in bytes of the ID3v2 tag at `offset`, header and footer included, as the tag declares it (it may reach
 * beyond the end of the file); 0 when there is none. Source: ID3v2.4.0 main structure, 3.1.
 */
export function id3v2Length(bytes: Uint8Array, offset: number): number {
  if (!hasCharacters(bytes, offset, 'ID3') || offset + headerBytes > bytes.length) return 0
  const sizes = bytes.subarray(offset + 6, offset + 10)
  if (bytes[offset + 3] === 0xff || bytes[offset + 4] === 0xff || sizes.some((byte) => byte > 0x7f)) return 0
  const hasFooter = (bytes[offset + 5] & 0x10) !== 0
  return headerBytes + syncsafe(sizes, 0) + (hasFooter ? headerBytes : 0)
}

/**
 * The text frames, those with a name of their own included, and the first comment of an ID3v2.2, 2.3 or 2.4 tag at the start of `bytes`, with Vorbis comment
 * keys; empty when there is no tag. Pictures and everything else are left out.
 */
export function readId3v2(bytes: Uint8Array): Record<string, string> {
  const length = Math.min(id3v2Length(bytes, 0), bytes.length, audioLimits.metadataBytes)
  if (length === 0) return {}
  const version = bytes[3]
  const flags = bytes[5]
  let body = bytes.subarray(headerBytes, length)
  if (version < 4 && (flags & 0x80) !== 0) body = removeUnsynchronisation(body)
  if (version > 2 && (flags & 0x40) !== 0) body = body.subarray(extendedHeaderLength(body, version))
  return readFrames(body, version)
}

function readFrames(body: Uint8Array, version: number): Record<string, string> {
  const tags = new TagCollector()
  const nameLength = version === 2 ? 3 : 4
  const frameHeader = version === 2 ? 6 : 10
  let offset = 0
  while (offset + frameHeader <= body.length && body[offset] !== 0) {
    const name = decodeLatin1(body.subarray(offset, offset + nameLength))
    const start = offset + frameHeader
    const end = start + frameSize(body, offset + nameLength, version)
    if (end > body.length) break
    const frameFlags = version === 2 ? 0 : body[offset + 9]
    const isPlain = (frameFlags & (version === 4 ? 0x4c : 0xe0)) === 0
    let content = body.subarray(start, end)
    if (version === 4 && (frameFlags & 0x01) !== 0) content = content.subarray(4)
    if (version === 4 && (frameFlags & 0x02) !== 0) content = removeUnsynchronisation(content)
    // Object.hasOwn: a frame may be called anything
    if (isPlain && Object.hasOwn(keyOfFrame, name)) tags.add(keyOfFrame[name], frameText(name, content))
    else if (isPlain && (name === 'TXXX' || name === 'TXX')) addNamedText(content, tags)
    offset = end
  }
  return tags.toTags()
}

function frameSize(body: Uint8Array, offset: number, version: number): number {
  if (version === 2) return (body[offset] << 16) | (body[offset + 1] << 8) | body[offset + 2]
  return version === 4 ? syncsafe(body, offset) : bigEndian32(body, offset)
}

function frameText(name: string, content: Uint8Array): string {
  if (content.length < 2) return ''
  const encoding = content[0]
  const isComment = name === 'COMM' || name === 'COM'
  const text = decodeById3Encoding(content.subarray(isComment ? 4 : 1), encoding)
  const parts = text.split('\0').map((part) => part.replace(/^[\ufeff\ufffe]/, '').trim())
  // a comment is "short description NUL text"; other frames hold one or more values
  const values = isComment ? parts.slice(1) : parts
  return values.filter((part) => part !== '').join('; ')
}

/** A text frame that brings its own name: encoding, name NUL value. */
function addNamedText(content: Uint8Array, tags: TagCollector): void {
  const [name, ...values] = decodeById3Encoding(content.subarray(1), content[0])
    .split('\0')
    .map((part) => part.replace(/^[\ufeff\ufffe]/, '').trim())
  const key = name.toUpperCase()
  if (/^[ -<>-}]+$/.test(key)) tags.add(key, values.filter((value) => value !== '').join('; '))
}

function decodeById3Encoding(bytes: Uint8Array, encoding: number): string {
  if (encoding === 1) return decodeUtf16(bytes, !(bytes[0] === 0xfe && bytes[1] === 0xff))
  if (encoding === 2) return decodeUtf16(bytes, false)
  return encoding === 3 ? decodeText(bytes) : decodeLatin1(bytes)
}

function extendedHeaderLength(body: Uint8Array, version: number): number {
  if (body.length < 4) return body.length
  return version === 4 ? syncsafe(body, 0) : bigEndian32(body, 0) + 4
}

function removeUnsynchronisation(bytes: Uint8Array): Uint8Array {
  return bytes.filter((byte, index) => !(byte === 0 && index > 0 && bytes[index - 1] === 0xff))
}

function syncsafe(bytes: Uint8Array, offset: number): number {
  return (bytes[offset] << 21) | (bytes[offset + 1] << 14) | (bytes[offset + 2] << 7) | bytes[offset + 3]
}

function bigEndian32(bytes: Uint8Array, offset: number): number {
  return bytes[offset] * 2 ** 24 + (bytes[offset + 1] << 16) + (bytes[offset + 2] << 8) + bytes[offset + 3]
}
