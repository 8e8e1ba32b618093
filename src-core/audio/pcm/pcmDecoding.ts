import { emptySamples, type Samples } from '../audioData'
import type { FloatEncoding, IntegerEncoding } from './sampleEncoding'

/** Channels and the valid bits that were really used. */
export interface DecodedIntegers {
  readonly channels: Samples[]
  /** The declared valid bits, or those of the whole container when lower bits are not zero. */
  readonly validBits: number
}

/**
 * Interleaved integers of 1 to 4 bytes to samples: each is divided by 2^(container bits - 1), exactly. Float32 holds
 * up to 24 bits exactly; more need Float64.
 */
export function decodeIntegers(
  data: Uint8Array,
  encoding: IntegerEncoding,
  channelCount: number,
): DecodedIntegers {
  const { containerBytes } = encoding
  const containerBits = 8 * containerBytes
  const read = integerReader(data, encoding)
  const usesLowBits = hasLowBits(data, encoding, read)
  const validBits = usesLowBits ? containerBits : encoding.validBits
  const frames = Math.floor(data.length / (containerBytes * channelCount))
  const scale = 2 ** (1 - containerBits)
  const channels = Array.from({ length: channelCount }, (_, channel) => {
    const samples = emptySamples(frames, validBits <= 24 ? 4 : 8)
    const step = containerBytes * channelCount
    for (let frame = 0, offset = channel * containerBytes; frame < frames; frame++, offset += step) {
      samples[frame] = read(offset) * scale
    }
    return samples
  })
  return { channels, validBits }
}

/** Interleaved IEEE floats to samples, bit by bit. */
export function decodeFloats(data: Uint8Array, encoding: FloatEncoding, channelCount: number): Samples[] {
  const { containerBytes, littleEndian } = encoding
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  const step = containerBytes * channelCount
  const frames = Math.floor(data.length / step)
  return Array.from({ length: channelCount }, (_, channel) => {
    const samples = emptySamples(frames, containerBytes)
    for (let frame = 0, offset = channel * containerBytes; frame < frames; frame++, offset += step) {
      samples[frame] =
        containerBytes === 4 ? view.getFloat32(offset, littleEndian) : view.getFloat64(offset, littleEndian)
    }
    return samples
  })
}

function integerReader(data: Uint8Array, encoding: IntegerEncoding): (offset: number) => number {
  const { littleEndian } = encoding
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  switch (encoding.containerBytes) {
    case 1:
      return encoding.isUnsigned ? (offset) => data[offset] - 128 : (offset) => view.getInt8(offset)
    case 2:
      return (offset) => view.getInt16(offset, littleEndian)
    case 3:
      return littleEndian
        ? (offset) => view.getInt8(offset + 2) * 65536 + view.getUint16(offset, true)
        : (offset) => view.getInt16(offset, false) * 256 + view.getUint8(offset + 2)
    default:
      return (offset) => view.getInt32(offset, littleEndian)
  }
}

/** Headers that promise fewer valid bits than the samples use would cost precision if they were believed. */
function hasLowBits(data: Uint8Array, encoding: IntegerEncoding, read: (offset: number) => number): boolean {
  const { containerBytes, validBits } = encoding
  const mask = 2 ** (8 * containerBytes - validBits) - 1
  if (mask === 0) return false
  for (let offset = 0; offset + containerBytes <= data.length; offset += containerBytes) {
    if ((read(offset) & mask) !== 0) return true
  }
  return false
}
