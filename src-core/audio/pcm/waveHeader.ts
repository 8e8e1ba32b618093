import { joinBytes } from '../byteReader'
import { infoName, keyOfInfo } from '../tags/infoTags'
import { encodeUtf8 } from '../tags/textDecoding'
import { waveTags } from './waveFormat'

/** Word lengths of the WAV writers; 'f' stands for IEEE float. */
export type WaveBits = 8 | 16 | 24 | 32 | '32f' | '64f'

export interface WaveHeaderOptions {
  /** Hz, a whole number. */
  readonly sampleRate: number
  readonly channelCount: number
  readonly frameCount: number
  readonly bits: WaveBits
  /** Vorbis comment keys. */
  readonly tags: Readonly<Record<string, string>>
  /** Content of a bext chunk, which comes first (EBU Tech 3285). */
  readonly bext?: Uint8Array | undefined
  /** Whole chunks that follow the sound. */
  readonly trailer?: readonly WaveChunk[] | undefined
}

/** A chunk as it stands in a file, its content without the pad byte. */
export interface WaveChunk {
  /** Four characters. */
  readonly id: string
  readonly content: Uint8Array
}

/** RIFF counts in 32 bits, and some readers take the last value for "unknown". */
const largestRiffSize = 0xfffffffe
const pcmGuidTail = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71]
/** Speaker positions by channel count: front centre, front pair, quad, 5.1, 7.1; others stay unassigned. */
const channelMasks: Readonly<Record<number, number>> = { 1: 0x4, 2: 0x3, 4: 0x33, 6: 0x3f, 8: 0x63f }

export function bytesPerSample(bits: WaveBits): number {
  return bits === '32f' ? 4 : bits === '64f' ? 8 : bits / 8
}

/**
 * Everything of a WAV file before its first sample: plain PCM for 8 and 16 bits in one or two channels, IEEE float
 * with a fact chunk, WAVE_FORMAT_EXTENSIBLE for the rest; tags as LIST INFO in UTF-8; RF64 (EBU Tech 3306) when the
 * file is longer than RIFF can count. A bext chunk comes first.
 */
export function encodeWaveHeader(options: WaveHeaderOptions): Uint8Array {
  const { channelCount, frameCount, bits, tags } = options
  const dataBytes = frameCount * channelCount * bytesPerSample(bits)
  const paddedBytes = dataBytes + (dataBytes % 2)
  const isFloat = typeof bits === 'string'
  const body = joinBytes([
    options.bext ? encodeChunk('bext', options.bext) : new Uint8Array(0),
    encodeChunk('fmt ', encodeFormat(options)),
    isFloat ? encodeChunk('fact', littleEndian(4, Math.min(frameCount, 0xffffffff))) : new Uint8Array(0),
    encodeInfo(tags),
  ])
  // WAVE, the chunks, the header of the data chunk, the data, what follows
  const riffBytes = 4 + body.length + 8 + paddedBytes + encodeWaveTrailer(options).length
  const isLong = riffBytes > largestRiffSize
  const longSizes = isLong ? encodeLongSizes(riffBytes, dataBytes, frameCount) : new Uint8Array(0)
  return joinBytes([
    asciiBytes(isLong ? 'RF64' : 'RIFF'),
    littleEndian(4, isLong ? 0xffffffff : riffBytes),
    asciiBytes('WAVE'),
    longSizes,
    body,
    asciiBytes('data'),
    littleEndian(4, isLong ? 0xffffffff : dataBytes),
  ])
}

/** Everything of a WAV file after its last sample and pad byte. */
export function encodeWaveTrailer({ trailer = [] }: Pick<WaveHeaderOptions, 'trailer'>): Uint8Array {
  return joinBytes(trailer.map(({ id, content }) => encodeChunk(id, content)))
}

/** Where the content of the bext chunk begins in a file with one. */
export function bextOffset(header: Uint8Array): number {
  const longSizesBytes = 36
  return 12 + (header[1] === 0x46 ? longSizesBytes : 0) + 8
}

/** The ds64 chunk: the lengths in 64 bits and an empty table; its own length counts in the first. */
function encodeLongSizes(riffBytes: number, dataBytes: number, frameCount: number): Uint8Array {
  const contentBytes = 28
  return encodeChunk(
    'ds64',
    joinBytes([
      littleEndian(8, riffBytes + 8 + contentBytes),
      littleEndian(8, dataBytes),
      littleEndian(8, frameCount),
      littleEndian(4, 0),
    ]),
  )
}

function encodeFormat({ sampleRate, channelCount, bits }: WaveHeaderOptions): Uint8Array {
  const isFloat = typeof bits === 'string'
  const sampleBytes = bytesPerSample(bits)
  const tag = isFloat ? waveTags.float : waveTags.pcm
  const isExtensible = channelCount > 2 || bits === 24 || bits === 32
  const fields = [
    littleEndian(2, isExtensible ? waveTags.extensible : tag),
    littleEndian(2, channelCount),
    littleEndian(4, sampleRate),
    littleEndian(4, sampleRate * channelCount * sampleBytes),
    littleEndian(2, channelCount * sampleBytes),
    littleEndian(2, 8 * sampleBytes),
  ]
  if (isExtensible) {
    fields.push(littleEndian(2, 22), littleEndian(2, 8 * sampleBytes))
    fields.push(
      littleEndian(4, channelMasks[channelCount] ?? 0),
      littleEndian(2, tag),
      Uint8Array.from(pcmGuidTail),
    )
  } else if (isFloat) fields.push(littleEndian(2, 0))
  return joinBytes(fields)
}

/** LIST INFO of the tags that have a name there; empty when none has. */
function encodeInfo(tags: Readonly<Record<string, string>>): Uint8Array {
  const entries = Object.entries(tags).flatMap(([key, value]) => {
    const name = infoNameOf(key.toUpperCase())
    const text = value.replaceAll('\0', ' ')
    return name === undefined || text === '' ? [] : [encodeChunk(name, encodeUtf8(`${text}\0`))]
  })
  if (entries.length === 0) return new Uint8Array(0)
  return encodeChunk('LIST', joinBytes([asciiBytes('INFO'), ...entries]))
}

function infoNameOf(key: string): string | undefined {
  if (infoName.test(key)) return key
  return Object.keys(keyOfInfo).find((name) => keyOfInfo[name] === key)
}

function encodeChunk(id: string, content: Uint8Array): Uint8Array {
  const padding = new Uint8Array(content.length % 2)
  return joinBytes([asciiBytes(id), littleEndian(4, content.length), content, padding])
}

function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}

/** An unsigned whole number of up to 2^53 in `count` bytes. */
function littleEndian(count: number, value: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, index) => Math.floor(value / 256 ** index) % 256)
}
