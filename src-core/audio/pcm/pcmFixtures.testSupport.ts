/**
 * Builders of audio files for tests: any header, also lying ones.
 */
import { joinBytes } from '../byteReader'

export function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}

/** A whole number in `count` bytes, two's complement; negative values count back from the end. */
export function number(count: number, value: number, littleEndian = true): Uint8Array {
  const bytes = Array.from({ length: count }, (_, index) => {
    const digit = Math.floor(value / 256 ** index) % 256
    return digit < 0 ? digit + 256 : digit
  })
  return Uint8Array.from(littleEndian ? bytes : bytes.reverse())
}

export interface ChunkOptions {
  readonly littleEndian?: boolean
  /** The size that the header claims. */
  readonly size?: number
  readonly padded?: boolean
}

/** A RIFF or AIFF chunk. */
export function chunk(id: string, content: Uint8Array, options: ChunkOptions = {}): Uint8Array {
  const { littleEndian = true, size = content.length, padded = true } = options
  const padding = new Uint8Array(padded ? content.length % 2 : 0)
  return joinBytes([ascii(id), number(4, size, littleEndian), content, padding])
}

export interface FormatOptions {
  readonly tag?: number
  readonly channelCount?: number
  readonly sampleRate?: number
  readonly bits?: number
  readonly blockBytes?: number
  /** Makes the format WAVE_FORMAT_EXTENSIBLE. */
  readonly validBits?: number
  readonly extra?: Uint8Array
  readonly littleEndian?: boolean
}

/** The content of a `fmt ` chunk, 16-bit mono at 44.1 kHz unless said otherwise. */
export function waveFormat(options: FormatOptions = {}): Uint8Array {
  const { tag = 1, channelCount = 1, sampleRate = 44100, bits = 16, littleEndian = true } = options
  const blockBytes = options.blockBytes ?? (channelCount * bits) / 8
  const isExtensible = options.validBits !== undefined
  const put = (count: number, value: number): Uint8Array => number(count, value, littleEndian)
  const guidTail = Uint8Array.of(0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71)
  return joinBytes([
    put(2, isExtensible ? 0xfffe : tag),
    put(2, channelCount),
    put(4, sampleRate),
    put(4, sampleRate * blockBytes),
    put(2, blockBytes),
    put(2, bits),
    isExtensible
      ? joinBytes([put(2, 22), put(2, options.validBits), put(4, 0), put(2, tag), guidTail])
      : ascii(''),
    options.extra ?? ascii(''),
  ])
}

/** A RIFF file of the chunks given. */
export function riff(chunks: readonly Uint8Array[], id = 'RIFF', size?: number): Uint8Array {
  const body = joinBytes([ascii('WAVE'), ...chunks])
  return joinBytes([ascii(id), number(4, size ?? body.length, id !== 'RIFX'), body])
}

/** A plain WAV file with the format and the sample bytes given. */
export function wave(format: FormatOptions, data: Uint8Array): Uint8Array {
  return riff([chunk('fmt ', waveFormat(format)), chunk('data', data)])
}

/** Numbers of `count` bytes one after the other. */
export function numbers(count: number, values: readonly number[], littleEndian = true): Uint8Array {
  return joinBytes(values.map((value) => number(count, value, littleEndian)))
}

/** `values` as 16-bit little-endian samples. */
export function samples16(values: readonly number[]): Uint8Array {
  return numbers(2, values)
}

/** Chunks of an AIFF (or AIFF-C when `compression` is given) file at 44.1 kHz. */
export function aiff(options: {
  readonly frameCount: number
  readonly bits: number
  readonly data: Uint8Array
  readonly compression?: string
  readonly more?: readonly Uint8Array[]
  /** 80-bit extended; 44100 Hz by default. */
  readonly rate?: Uint8Array
}): Uint8Array {
  const { frameCount, bits, data, compression, more = [] } = options
  const big = { littleEndian: false }
  const rate = options.rate ?? Uint8Array.of(0x40, 0x0e, 0xac, 0x44, 0, 0, 0, 0, 0, 0)
  const common = [numbers(2, [1], false), number(4, frameCount, false), number(2, bits, false), rate]
  if (compression !== undefined) common.push(ascii(compression), Uint8Array.of(0, 0))
  const body = joinBytes([
    ascii(compression === undefined ? 'AIFF' : 'AIFC'),
    chunk('COMM', joinBytes(common), big),
    chunk('SSND', joinBytes([new Uint8Array(8), data]), big),
    ...more,
  ])
  return chunk('FORM', body, big)
}

/** Bytes of hexadecimal text. */
export function fromHex(text: string): Uint8Array {
  return Uint8Array.from({ length: text.length / 2 }, (_, index) =>
    parseInt(text.slice(2 * index, 2 * index + 2), 16),
  )
}

/** h = 31 h + sample, modulo 2^32, over 16-bit samples with full scale 1: equal only for equal sequences. */
export function hash16(channel: ArrayLike<number>): number {
  let hash = 0
  for (let index = 0; index < channel.length; index++) {
    hash = (hash * 31 + Math.round(channel[index] * 32768)) % 2 ** 32
  }
  return (hash + 2 ** 32) % 2 ** 32
}
