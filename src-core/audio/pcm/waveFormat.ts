import { ShellacError } from '../../contract/errors'
import type { ByteReader } from '../byteReader'
import { standardCoefficients } from './msAdpcm'
import type { BlockEncoding, IntegerEncoding, SampleEncoding } from './sampleEncoding'

/** The `fmt ` chunk of a WAV or Wave64 file. Source: Microsoft WAVEFORMATEX and WAVEFORMATEXTENSIBLE. */
export interface WaveFormat {
  /** Format tag; that of the subformat for WAVE_FORMAT_EXTENSIBLE. */
  readonly tag: number
  readonly channelCount: number
  readonly sampleRate: number
  readonly bytesPerSecond: number
  readonly blockBytes: number
  readonly bits: number
  /** Of WAVE_FORMAT_EXTENSIBLE; otherwise the same as `bits`. */
  readonly validBits: number
}

export const waveTags = {
  pcm: 1,
  msAdpcm: 2,
  float: 3,
  aLaw: 6,
  muLaw: 7,
  imaAdpcm: 0x11,
  gsm610: 0x31,
  mpegLayer1And2: 0x50,
  mpegLayer3: 0x55,
  extensible: 0xfffe,
} as const

/** Bytes 2 to 15 of every subformat GUID that stands for a format tag. */
const guidTail = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71]
const smallestFormat = 14
const usualBits = [8, 12, 16, 20, 24, 32]

/** Errors: 'damaged-file' when the chunk is too short, 'unsupported-encoding' for a foreign subformat. */
export function parseWaveFormat(format: ByteReader): WaveFormat {
  if (format.length < smallestFormat) {
    throw new ShellacError(
      'damaged-file',
      `The format chunk has ${format.length} bytes; at least ${smallestFormat} are needed.`,
    )
  }
  const outerTag = format.uint16(0)
  const isExtensible = outerTag === waveTags.extensible
  const bits = format.length >= 16 ? format.uint16(14) : 0
  const validBits = isExtensible ? format.uint16(18) : bits
  return {
    tag: isExtensible ? subformatTag(format) : outerTag,
    channelCount: format.uint16(2),
    sampleRate: format.uint32(4),
    bytesPerSecond: format.uint32(8),
    blockBytes: format.uint16(12),
    bits,
    validBits: validBits === 0 ? bits : validBits,
  }
}

function subformatTag(format: ByteReader): number {
  const isKnown = guidTail.every((byte, index) => format.uint8(26 + index) === byte)
  if (isKnown) return format.uint16(24)
  const guid = Array.from({ length: 16 }, (_, index) =>
    format
      .uint8(24 + index)
      .toString(16)
      .padStart(2, '0'),
  )
  throw new ShellacError(
    'unsupported-encoding',
    `The samples have an unknown encoding (subformat ${guid.join('')}).`,
  )
}

/** A warning when the rate of the bytes contradicts that of plain samples, of which the second is believed. */
export function describeRates({ tag, sampleRate, bytesPerSecond, blockBytes }: WaveFormat): string[] {
  const isPlain = tag === waveTags.pcm || tag === waveTags.float
  if (!isPlain || blockBytes === 0 || bytesPerSecond === 0 || bytesPerSecond === sampleRate * blockBytes)
    return []
  const other = Math.round(bytesPerSecond / blockBytes)
  return [
    `The header gives ${sampleRate} Hz, but its bytes a second would be ${other} Hz; the first was believed.`,
  ]
}

/** The encoding, with warnings for what contradicts itself. `format` is the chunk that `wave` was parsed from. */
export function waveEncoding(
  wave: WaveFormat,
  format: ByteReader,
): { encoding: SampleEncoding; warnings: string[] } {
  const { littleEndian } = format
  switch (wave.tag) {
    case waveTags.pcm:
      return integerEncoding(wave, littleEndian)
    case waveTags.float:
      return { encoding: floatEncoding(wave.bits, littleEndian), warnings: [] }
    case waveTags.aLaw:
      return { encoding: { kind: 'a-law' }, warnings: [] }
    case waveTags.muLaw:
      return { encoding: { kind: 'mu-law' }, warnings: [] }
    case waveTags.imaAdpcm:
      return { encoding: blockEncoding('ima-adpcm', wave), warnings: [] }
    case waveTags.msAdpcm:
      return {
        encoding: { ...blockEncoding('ms-adpcm', wave), coefficients: coefficientsOf(format) },
        warnings: [],
      }
    case waveTags.gsm610:
      return { encoding: blockEncoding('gsm-6.10', wave), warnings: [] }
    default:
      throw new ShellacError(
        'unsupported-encoding',
        `The samples have an encoding that is not supported (format tag 0x${wave.tag.toString(16).padStart(4, '0')}).`,
      )
  }
}

function integerEncoding(
  wave: WaveFormat,
  littleEndian: boolean,
): { encoding: IntegerEncoding; warnings: string[] } {
  const warnings: string[] = []
  const bits = wave.bits
  if (bits < 1 || bits > 32) {
    throw new ShellacError('damaged-file', `The header gives ${bits} bits a sample; 1 to 32 are possible.`)
  }
  if (!usualBits.includes(bits)) warnings.push(`${bits} bits a sample are unusual.`)
  const containerBytes = integerContainer(wave, warnings)
  const fits = wave.validBits <= 8 * containerBytes
  if (!fits) {
    warnings.push(
      `The header gives ${wave.validBits} valid bits in ${8 * containerBytes}; all bits were read.`,
    )
  }
  return {
    encoding: {
      kind: 'integer',
      containerBytes,
      validBits: fits ? wave.validBits : 8 * containerBytes,
      isUnsigned: containerBytes === 1,
      littleEndian,
    },
    warnings,
  }
}

/** The block size may ask for a larger container than the bits need, but only when the byte rate agrees. */
function integerContainer(wave: WaveFormat, warnings: string[]): number {
  const smallest = Math.ceil(wave.bits / 8)
  if (wave.blockBytes === smallest * wave.channelCount) return smallest
  const container = wave.blockBytes / wave.channelCount
  const isPossible = Number.isInteger(container) && container > smallest && container <= 4
  if (isPossible && wave.bytesPerSecond === wave.sampleRate * wave.blockBytes) return container
  warnings.push(
    `The header gives ${wave.blockBytes} bytes for a frame of ${wave.channelCount} x ${wave.bits} bits; ` +
      `${smallest * wave.channelCount} were used.`,
  )
  return smallest
}

function floatEncoding(bits: number, littleEndian: boolean): SampleEncoding {
  if (bits === 32) return { kind: 'float', containerBytes: 4, littleEndian }
  if (bits === 64) return { kind: 'float', containerBytes: 8, littleEndian }
  throw new ShellacError('unsupported-encoding', `Floats of ${bits} bits are not supported; 32 and 64 are.`)
}

function blockEncoding(kind: BlockEncoding['kind'], wave: WaveFormat): BlockEncoding {
  const { channelCount, blockBytes } = wave
  const headerBytes = { 'ima-adpcm': 4, 'ms-adpcm': 7, 'gsm-6.10': 65 }[kind] * channelCount
  const maximumChannels = { 'ima-adpcm': 64, 'ms-adpcm': 2, 'gsm-6.10': 1 }[kind]
  if (channelCount > maximumChannels || (kind !== 'gsm-6.10' && wave.bits !== 4)) {
    throw new ShellacError(
      'unsupported-encoding',
      `${kind} with ${channelCount} channels and ${wave.bits} bits a sample is not supported.`,
    )
  }
  const isWrong = kind === 'gsm-6.10' ? blockBytes !== headerBytes : blockBytes < headerBytes
  if (channelCount === 0 || isWrong) {
    throw new ShellacError(
      'damaged-file',
      `The header gives ${kind} blocks of ${blockBytes} bytes, which cannot be.`,
    )
  }
  return { kind, blockBytes, coefficients: standardCoefficients }
}

function coefficientsOf(format: ByteReader): readonly (readonly [number, number])[] {
  if (format.length < 22) return standardCoefficients
  const count = Math.min(format.uint16(20), Math.floor((format.length - 22) / 4), 256)
  if (count === 0) return standardCoefficients
  return Array.from({ length: count }, (_, index) => [
    format.int16(22 + 4 * index),
    format.int16(24 + 4 * index),
  ])
}
