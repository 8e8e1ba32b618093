import { hasCharacters } from '../byteReader'
import { decodeFixedText } from './textDecoding'

/** Length in bytes of an ID3v1 tag, always at the end of the file. */
export const id3v1Length = 128

/** Offset, value length and key of each field (ID3v1; the comment may hold a track number behind a zero byte). */
const fields: readonly (readonly [offset: number, length: number, key: string])[] = [
  [3, 30, 'TITLE'],
  [33, 30, 'ARTIST'],
  [63, 30, 'ALBUM'],
  [93, 4, 'DATE'],
  [97, 30, 'COMMENT'],
]

export function hasId3v1(bytes: Uint8Array): boolean {
  return bytes.length >= id3v1Length && hasCharacters(bytes, bytes.length - id3v1Length, 'TAG')
}

/** The fields of the ID3v1 tag at the end, with Vorbis comment keys; empty when there is none. */
export function readId3v1(bytes: Uint8Array): Record<string, string> {
  if (!hasId3v1(bytes)) return {}
  const tag = bytes.subarray(bytes.length - id3v1Length)
  const values = fields.map(([offset, length, key]) => {
    return [key, decodeFixedText(tag.subarray(offset, offset + length))] as const
  })
  return Object.fromEntries(values.filter(([, value]) => value !== ''))
}
