import { audioLimits } from '../../limits'
import { decodeLatin1, decodeText, encodeUtf8 } from './textDecoding'

/**
 * Reads a Vorbis comment list from its vendor string on (Vorbis I specification, section 5): the tags of FLAC, Ogg
 * Vorbis and Opus. Keys come in upper case, the values of a repeated key are joined by "; ", pictures are left out.
 * Lengths are clipped to what is there: a list that is cut gives the comments before the cut.
 */
export function readVorbisComment(bytes: Uint8Array): Record<string, string> {
  const tags = new Map<string, string>()
  const view = new DataView(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, audioLimits.metadataBytes))
  if (view.byteLength < 8) return {}
  let at = 8 + view.getUint32(0, true)
  while (at + 4 <= view.byteLength) {
    const length = view.getUint32(at, true)
    at += 4
    if (at + length > view.byteLength) break
    addComment(tags, bytes.subarray(at, at + length))
    at += length
  }
  return Object.fromEntries(tags)
}

function addComment(tags: Map<string, string>, comment: Uint8Array): void {
  const equals = comment.indexOf(0x3d)
  const key = decodeLatin1(comment.subarray(0, Math.max(0, equals))).toUpperCase()
  if (!/^[ -<>-}]+$/.test(key) || key === 'METADATA_BLOCK_PICTURE' || key === 'COVERART') return
  const value = decodeText(comment.subarray(equals + 1)).trim()
  const earlier = tags.get(key)
  if (value !== '') tags.set(key, earlier === undefined ? value : `${earlier}; ${value}`)
}

/** The vendor string of a comment list: who encoded it. */
export function vendorOfComment(bytes: Uint8Array): string {
  if (bytes.length < 4) return ''
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true)
  return decodeText(bytes.subarray(4, Math.min(bytes.length, 4 + length)))
}

/** The comment list as bytes: vendor string, count, then KEY=value each with its length. Empty values are left out. */
export function encodeVorbisComment(tags: Readonly<Record<string, string>>, vendor: string): Uint8Array {
  const comments = Object.entries(tags)
    .filter(([key, value]) => value !== '' && /^[ -<>-}]+$/.test(key))
    .map(([key, value]) => encodeUtf8(`${key.toUpperCase()}=${value}`))
  const vendorBytes = encodeUtf8(vendor)
  const bytes = new Uint8Array(
    comments.reduce((sum, comment) => sum + 4 + comment.length, 8 + vendorBytes.length),
  )
  const view = new DataView(bytes.buffer)
  view.setUint32(0, vendorBytes.length, true)
  bytes.set(vendorBytes, 4)
  let at = 4 + vendorBytes.length
  view.setUint32(at, comments.length, true)
  at += 4
  for (const comment of comments) {
    view.setUint32(at, comment.length, true)
    bytes.set(comment, at + 4)
    at += 4 + comment.length
  }
  return bytes
}
