import { BadFlacFrame, decodeSubframe } from './flacSubframe'
import type { BitReader } from './bitReader'
import type { FlacStreamInfo } from '@core/audio/formats/flacMetadata'

export interface FlacFrame {
  /** Number of the first sample in the stream, as the frame says. */
  readonly firstSample: number
  /** Integers, one array a channel. */
  readonly channels: readonly Float64Array[]
  /** Offset of the byte after the frame. */
  readonly end: number
}

interface FrameHeader {
  readonly blockSize: number
  readonly channelAssignment: number
  readonly bitsPerSample: number
  readonly firstSample: number
}

const crc8Table = crcTable(8, 0x07)
const crc16Table = crcTable(16, 0x8005)

function crcTable(width: number, polynomial: number): Uint16Array {
  const top = 1 << (width - 1)
  return Uint16Array.from({ length: 256 }, (_, byte) => {
    let value = byte << (width - 8)
    for (let bit = 0; bit < 8; bit++) value = value & top ? (value << 1) ^ polynomial : value << 1
    return value & ((1 << width) - 1)
  })
}

function crc8(bytes: Uint8Array, start: number, end: number): number {
  let crc = 0
  for (let i = start; i < end; i++) crc = crc8Table[crc ^ bytes[i]]
  return crc
}

function crc16(bytes: Uint8Array, start: number, end: number): number {
  let crc = 0
  for (let i = start; i < end; i++) crc = ((crc << 8) & 0xffff) ^ crc16Table[(crc >>> 8) ^ bytes[i]]
  return crc
}

const blockSizes = [0, 192, 576, 1152, 2304, 4608, 0, 0, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768]
const sampleSizes = [0, 8, 12, 0, 16, 20, 24, 32]

/**
 * Decodes the frame that starts at `offset` (RFC 9639, 9). Throws BadFlacFrame when there is none or a checksum
 * fails, EndOfBits when the data ends inside it.
 */
export function decodeFlacFrame(reader: BitReader, offset: number, info: FlacStreamInfo): FlacFrame {
  reader.seek(offset)
  const header = readFrameHeader(reader, offset, info)
  const { channelAssignment, bitsPerSample, blockSize } = header
  const channelCount = channelAssignment < 8 ? channelAssignment + 1 : 2
  if (channelCount !== info.channelCount) throw new BadFlacFrame('channel count')
  if (bitsPerSample !== info.bitsPerSample) throw new BadFlacFrame('bits a sample')
  const sideChannel = channelAssignment === 9 ? 0 : channelAssignment >= 8 ? 1 : -1
  const channels: Float64Array[] = []
  for (let channel = 0; channel < channelCount; channel++) {
    const samples = new Float64Array(blockSize)
    decodeSubframe(reader, bitsPerSample + (channel === sideChannel ? 1 : 0), samples)
    channels.push(samples)
  }
  reader.alignToByte()
  const bodyEnd = reader.byteOffset
  if (reader.readUnsigned(16) !== crc16(reader.bytes, offset, bodyEnd))
    throw new BadFlacFrame('frame checksum')
  undoStereo(channelAssignment, channels)
  return { firstSample: header.firstSample, channels, end: reader.byteOffset }
}

function readFrameHeader(reader: BitReader, offset: number, info: FlacStreamInfo): FrameHeader {
  if (reader.readUnsigned(15) !== 0x7ffc) throw new BadFlacFrame('no frame sync')
  const variable = reader.readUnsigned(1) === 1
  const sizeCode = reader.readUnsigned(4)
  const rateCode = reader.readUnsigned(4)
  const channelAssignment = reader.readUnsigned(4)
  const sampleSizeCode = reader.readUnsigned(3)
  const reserved = reader.readUnsigned(1)
  const unusable = sizeCode === 0 || rateCode === 15 || sampleSizeCode === 3
  if (unusable || channelAssignment > 10 || reserved !== 0) throw new BadFlacFrame('reserved value')
  const number = readCodedNumber(reader)
  const blockSize = readBlockSize(reader, sizeCode)
  if (rateCode === 12) reader.readUnsigned(8)
  else if (rateCode > 12) reader.readUnsigned(16)
  const headerEnd = reader.byteOffset
  if (reader.readUnsigned(8) !== crc8(reader.bytes, offset, headerEnd))
    throw new BadFlacFrame('header checksum')
  const fixedSize = info.minBlockSize === info.maxBlockSize ? info.maxBlockSize : blockSize
  return {
    blockSize,
    channelAssignment,
    bitsPerSample: sampleSizeCode === 0 ? info.bitsPerSample : sampleSizes[sampleSizeCode],
    firstSample: variable ? number : number * fixedSize,
  }
}

function readBlockSize(reader: BitReader, sizeCode: number): number {
  if (sizeCode === 6) return reader.readUnsigned(8) + 1
  if (sizeCode === 7) return reader.readUnsigned(16) + 1
  return blockSizes[sizeCode]
}

/** The UTF-8-like number of 1 to 7 bytes, up to 36 bits. */
function readCodedNumber(reader: BitReader): number {
  const first = reader.readUnsigned(8)
  if (first < 0x80) return first
  const length = Math.clz32(~(first << 24))
  if (length < 2 || length > 7) throw new BadFlacFrame('coded number')
  let value = length === 7 ? 0 : first & (0x7f >>> length)
  for (let i = 1; i < length; i++) {
    const next = reader.readUnsigned(8)
    if (next >>> 6 !== 2) throw new BadFlacFrame('coded number')
    value = value * 64 + (next & 63)
  }
  return value
}

function undoStereo(assignment: number, channels: readonly Float64Array[]): void {
  const [first, second] = channels
  if (assignment === 8) for (let i = 0; i < first.length; i++) second[i] = first[i] - second[i]
  if (assignment === 9) for (let i = 0; i < first.length; i++) first[i] += second[i]
  if (assignment !== 10) return
  for (let i = 0; i < first.length; i++) {
    const side = second[i]
    const doubledMid = first[i] * 2 + (side & 1)
    first[i] = (doubledMid + side) / 2
    second[i] = (doubledMid - side) / 2
  }
}
