/**
 * The first, silent frame of an MP3 file that says how long the sound really is: an Info frame with LAME's extension (the "Mp3 Info Tag",
 * revision 1). Players cut the encoder's delay and padding by it.
 */
import { parseMpegFrame, type MpegFrame } from './mpegFrames'

export interface MpegLengths {
  /** Frames of sound, this one not counted. */
  readonly frameCount: number
  /** Bytes of this frame and those of the sound. */
  readonly byteLength: number
  /** Samples before the first of the sound, without the decoder's own. */
  readonly delay: number
  /** Samples after the last. */
  readonly padding: number
}

/** Side information of layer III by version and channels (ISO/IEC 11172-3, 2.4.1.7). */
export function sideInfoLength({ sampleCount, channelCount }: MpegFrame): number {
  if (sampleCount === 1152) return channelCount === 1 ? 17 : 32
  return channelCount === 1 ? 9 : 17
}

/** Name, flags, frames, bytes, table of places. */
const infoBytes = 4 + 4 + 4 + 4 + 100
const lameBytes = 36
const encoderName = 'LAME3.100'

/**
 * @param header the four bytes of the first frame of the sound: constant bit rate is assumed
 * @returns a frame that decodes to silence
 */
export function encodeInfoFrame(header: Uint8Array, lengths: MpegLengths): Uint8Array {
  const frame = roomyFrame(header)
  const bytes = new Uint8Array(frame.length)
  bytes.set(frame.header)
  const start = 4 + frame.sideInfo
  const view = new DataView(bytes.buffer)
  putText(bytes, start, 'Info')
  view.setUint32(start + 4, 0b0111)
  view.setUint32(start + 8, lengths.frameCount)
  view.setUint32(start + 12, lengths.byteLength)
  for (let i = 0; i < 100; i++) bytes[start + 16 + i] = Math.floor((256 * i) / 100)
  putLame(bytes, start + infoBytes, lengths)
  return bytes
}

function putLame(bytes: Uint8Array, at: number, { delay, padding, byteLength }: MpegLengths): void {
  const view = new DataView(bytes.buffer)
  putText(bytes, at, encoderName)
  const constantBitRate = 1
  bytes[at + 9] = constantBitRate
  bytes[at + 21] = delay >> 4
  bytes[at + 22] = ((delay & 15) << 4) | (padding >> 8)
  bytes[at + 23] = padding
  view.setUint32(at + 28, byteLength)
  view.setUint16(at + lameBytes - 2, crc16(bytes.subarray(0, at + lameBytes - 2)))
}

/** The same kind of frame without checksum and padding, of the lowest bit rate that holds the tag. */
function roomyFrame(header: Uint8Array): { header: Uint8Array; length: number; sideInfo: number } {
  const changed = Uint8Array.of(header[0], header[1] | 1, header[2] & 0xfd, header[3])
  for (let index = changed[2] >> 4; index < 15; index++) {
    changed[2] = (index << 4) | (changed[2] & 15)
    const frame = parseMpegFrame(changed, 0)
    if (!frame) continue
    const sideInfo = sideInfoLength(frame)
    if (frame.length >= 4 + sideInfo + infoBytes + lameBytes) {
      return { header: changed, length: frame.length, sideInfo }
    }
  }
  throw new RangeError('No frame of this kind holds an Info tag.')
}

function putText(bytes: Uint8Array, at: number, text: string): void {
  for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i)
}

/** CRC-16 with the polynomial 0x8005, reflected, from 0. */
function crc16(bytes: Uint8Array): number {
  let crc = 0
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1
  }
  return crc
}
