import { parseMpegFrame } from './mpegFrames'

/**
 * Frame chains of streams without a file header: a sync word alone means nothing, so a stream counts as found only
 * when headers that agree follow one another at the distance they promise.
 */

const mostFrames = 3

/** Reads a header: the frame's length in bytes and what must stay the same from frame to frame. */
type HeaderParser = (bytes: Uint8Array, offset: number) => { length: number; format: number } | null

export interface SyncSearch {
  readonly from: number
  /** First frames at `from` to `to`, both included. */
  readonly to: number
  /** Consecutive headers that must agree, 2 or 3. */
  readonly frames: 2 | 3
}

export function hasMpegFrames(bytes: Uint8Array, search: SyncSearch): boolean {
  return findChain(bytes, search, mpegHeader)
}

/** AAC in ADTS frames. */
export function hasAdtsFrames(bytes: Uint8Array, search: SyncSearch): boolean {
  return findChain(bytes, search, adtsHeader)
}

/** AC-3 and E-AC-3. */
export function hasAc3Frames(bytes: Uint8Array, search: SyncSearch): boolean {
  return findChain(bytes, search, ac3Header)
}

function findChain(bytes: Uint8Array, search: SyncSearch, parse: HeaderParser): boolean {
  const last = Math.min(search.to, bytes.length - 1)
  for (let offset = search.from; offset <= last; offset++) {
    if (countChain(bytes, offset, parse) >= search.frames) return true
  }
  return false
}

/** Headers from `start` on that agree with the first and lie where the one before promises; at most 3 are counted. */
function countChain(bytes: Uint8Array, start: number, parse: HeaderParser): number {
  const first = parse(bytes, start)
  if (first === null) return 0
  let offset = start + first.length
  for (let count = 1; count < mostFrames; count++) {
    const next = parse(bytes, offset)
    if (next === null || next.format !== first.format) return count
    offset += next.length
  }
  return mostFrames
}

function mpegHeader(bytes: Uint8Array, offset: number): { length: number; format: number } | null {
  const frame = parseMpegFrame(bytes, offset)
  return frame === undefined ? null : { length: frame.length, format: 4 * frame.sampleRate + frame.layer }
}

/** ISO/IEC 13818-7, 6.2: fixed and variable header of 7 bytes. */
function adtsHeader(bytes: Uint8Array, offset: number): { length: number; format: number } | null {
  if (offset + 7 > bytes.length || bytes[offset] !== 0xff || (bytes[offset + 1] & 0xf6) !== 0xf0) return null
  const rateIndex = (bytes[offset + 2] >> 2) & 15
  const length = ((bytes[offset + 3] & 3) << 11) | (bytes[offset + 4] << 3) | (bytes[offset + 5] >> 5)
  return rateIndex > 12 || length < 7
    ? null
    : { length, format: (bytes[offset + 1] << 8) | bytes[offset + 2] }
}

const ac3BitRates = [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 576, 640]

/** ETSI TS 102 366: syncinfo and bsid; frames hold 1536 samples. */
function ac3Header(bytes: Uint8Array, offset: number): { length: number; format: number } | null {
  if (offset + 6 > bytes.length || bytes[offset] !== 0x0b || bytes[offset + 1] !== 0x77) return null
  const version = bytes[offset + 5] >> 3
  if (version > 10 && version <= 16) {
    const words = (((bytes[offset + 2] & 7) << 8) | bytes[offset + 3]) + 1
    return { length: 2 * words, format: 16 }
  }
  const rateCode = bytes[offset + 4] >> 6
  const sizeCode = bytes[offset + 4] & 63
  if (version > 10 || rateCode === 3 || sizeCode >= 2 * ac3BitRates.length) return null
  const bitRate = 1000 * ac3BitRates[sizeCode >> 1]
  const words = Math.floor((bitRate * 96) / [48000, 44100, 32000][rateCode])
  return { length: 2 * (words + (rateCode === 1 ? sizeCode & 1 : 0)), format: rateCode }
}
