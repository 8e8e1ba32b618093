import { hasCharacters } from '../byteReader'
import { addForeignMetadata, ChunkCollector } from '../pcm/carriedChunks'
import type { WaveChunk } from '../pcm/waveHeader'
import { readVorbisComment } from '../tags/vorbisComment'

export interface FlacStreamInfo {
  readonly minBlockSize: number
  readonly maxBlockSize: number
  /** Hz */
  readonly sampleRate: number
  readonly channelCount: number
  /** 4 to 32 */
  readonly bitsPerSample: number
  /** Samples a channel; 0 = unknown. A claim: not to be allocated from. */
  readonly totalSamples: number
  /** MD5 of the interleaved little-endian samples, 16 bytes; all zero = not set. */
  readonly md5: Uint8Array
}

export interface FlacMetadata {
  readonly streamInfo: FlacStreamInfo
  readonly tags: Readonly<Record<string, string>>
  /** Chunks of the WAV file that it was made of. */
  readonly chunks: readonly WaveChunk[]
  /** Offset of the first audio frame. */
  readonly audioOffset: number
}

/** "fLaC" */
export const flacMarker = Uint8Array.of(0x66, 0x4c, 0x61, 0x43)

/** Type of the metadata block APPLICATION. */
export const applicationBlock = 2

/** Length of STREAMINFO without its block header. */
export const streamInfoLength = 34

/** Reads the body of a STREAMINFO block (RFC 9639, 8.2). */
export function parseStreamInfo(body: Uint8Array): FlacStreamInfo {
  const view = new DataView(body.buffer, body.byteOffset, streamInfoLength)
  const packed = view.getUint32(10)
  return {
    minBlockSize: view.getUint16(0),
    maxBlockSize: view.getUint16(2),
    sampleRate: packed >>> 12,
    channelCount: ((packed >>> 9) & 7) + 1,
    bitsPerSample: ((packed >>> 4) & 31) + 1,
    totalSamples: (packed & 15) * 2 ** 32 + view.getUint32(14),
    md5: body.slice(18, streamInfoLength),
  }
}

/**
 * Reads the metadata blocks after the marker "fLaC" at `offset`. A block that claims more than the file holds ends
 * the list there. Returns undefined when there is no marker or no STREAMINFO.
 */
export function parseFlacMetadata(bytes: Uint8Array, offset: number): FlacMetadata | undefined {
  if (!hasCharacters(bytes, offset, 'fLaC')) return undefined
  let streamInfo: FlacStreamInfo | undefined
  let tags: Record<string, string> = {}
  const chunks = new ChunkCollector()
  let at = offset + 4
  while (at + 4 <= bytes.length) {
    const type = bytes[at] & 0x7f
    const isLast = bytes[at] >= 0x80
    const length = (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3]
    if (at + 4 + length > bytes.length || type === 0x7f) break
    const body = bytes.subarray(at + 4, at + 4 + length)
    if (type === 0 && length >= streamInfoLength) streamInfo ??= parseStreamInfo(body)
    if (type === applicationBlock) addForeignMetadata(body, chunks)
    if (type === 4) tags = readVorbisComment(body)
    at += 4 + length
    if (isLast) break
  }
  return streamInfo && { streamInfo, tags, chunks: chunks.chunks, audioOffset: at }
}
