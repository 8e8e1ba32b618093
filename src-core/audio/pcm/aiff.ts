import { ShellacError } from '../../contract/errors'
import type { AudioData } from '../audioData'
import { ByteReader, hasCharacters } from '../byteReader'
import { describeCutFile, walkChunks } from './chunkWalker'
import type { Chunk } from './chunkWalker'
import { readId3v2 } from '../tags/id3Tags'
import { audioLimits } from '../../limits'
import { decodePcmStream } from './pcmStream'
import { framesIn } from './sampleEncoding'
import type { SampleEncoding } from './sampleEncoding'
import { TagCollector } from '../tags/tagCollector'
import { decodeFixedText } from '../tags/textDecoding'

const layout = { start: 12, idBytes: 4, sizeBytes: 4, sizeIncludes: 0, alignment: 2 } as const
const keyOfChunk: Readonly<Record<string, string>> = {
  NAME: 'TITLE',
  AUTH: 'ARTIST',
  '(c) ': 'COPYRIGHT',
  ANNO: 'COMMENT',
}

/** Bytes of a SSND chunk before the samples: offset and block size. */
const soundHeaderBytes = 8

/** The COMM chunk. */
interface CommonChunk {
  readonly channelCount: number
  readonly frameCount: number
  readonly bits: number
  readonly sampleRate: number
  /** 'NONE' for AIFF. */
  readonly compression: string
}

interface SoundChunk {
  readonly data: Uint8Array
  /** null when the header does not say. */
  readonly declaredBytes: number | null
  readonly warnings: readonly string[]
}

/**
 * Decodes AIFF and AIFF-C: integers of 1 to 32 bits in both byte orders, 32- and 64-bit floats, A-law, mu-law.
 * Source: Apple, Audio Interchange File Format AIFF-C, 1991. Errors: as `readWav`.
 */
export function readAiff(bytes: Uint8Array): AudioData {
  const reader = new ByteReader(bytes, false)
  const isCompressed = hasCharacters(bytes, 8, 'AIFC')
  const tags = new TagCollector()
  let common: CommonChunk | null = null
  let sound: SoundChunk | null = null
  for (const chunk of walkChunks(reader, layout)) {
    const content = bytes.subarray(chunk.start, chunk.end)
    if (chunk.id === 'COMM') common ??= parseCommon(new ByteReader(content, false), isCompressed)
    else if (chunk.id === 'SSND') sound ??= locateSound(reader, chunk)
    else if (content.length > audioLimits.metadataBytes) continue
    else if (chunk.id === 'ID3 ') tags.addAll(readId3v2(content))
    else if (Object.hasOwn(keyOfChunk, chunk.id)) tags.add(keyOfChunk[chunk.id], decodeFixedText(content))
    if (sound !== null && sound.declaredBytes === null) break
  }
  if (common === null) throw new ShellacError('damaged-file', 'The file has no COMM chunk.')
  if (sound === null) throw new ShellacError('no-audio', 'The file has no SSND chunk, so it holds no sound.')
  const encoding = aiffEncoding(common)
  const isCut = sound.declaredBytes !== null && sound.declaredBytes > sound.data.length
  const cutFile = isCut ? [] : describeCutFile(reader.uint32(4) + 8, bytes.length)
  return decodePcmStream({
    container: isCompressed ? 'AIFF-C' : 'AIFF',
    sampleRate: common.sampleRate,
    channelCount: common.channelCount,
    encoding,
    data: sound.data,
    declaredBytes: sound.declaredBytes,
    tags: tags.toTags(),
    warnings: [...sound.warnings, ...describeLengths(common, sound, encoding), ...cutFile],
  })
}

/** The COMM chunk counts frames too; both numbers should agree. */
function describeLengths(common: CommonChunk, sound: SoundChunk, encoding: SampleEncoding): string[] {
  const frames = framesIn(encoding, common.channelCount, sound.declaredBytes ?? sound.data.length)
  if (common.frameCount === frames) return []
  return [`The header gives ${common.frameCount} samples a channel, but the sound chunk ${frames}.`]
}

function parseCommon(chunk: ByteReader, isCompressed: boolean): CommonChunk {
  return {
    channelCount: chunk.int16(0),
    frameCount: chunk.uint32(2),
    bits: chunk.int16(6),
    sampleRate: extendedFloat(chunk, 8),
    compression: isCompressed ? chunk.characters(18, 4) : 'NONE',
  }
}

/** IEEE 754 80-bit extended; infinities and NaN give NaN. */
function extendedFloat(reader: ByteReader, offset: number): number {
  const head = reader.uint16(offset)
  const exponent = head & 0x7fff
  const mantissa = reader.uint32(offset + 2) * 2 ** 32 + reader.uint32(offset + 6)
  if (exponent === 0x7fff) return NaN
  return (head >= 0x8000 ? -1 : 1) * mantissa * 2 ** (exponent - 16383 - 63)
}

function locateSound(reader: ByteReader, chunk: Chunk): SoundChunk {
  if (chunk.start + soundHeaderBytes > reader.length) {
    throw new ShellacError('no-audio', 'The file ends before its first sample.')
  }
  const start = chunk.start + soundHeaderBytes + reader.uint32(chunk.start)
  const isOpen = chunk.declared <= soundHeaderBytes || chunk.declared === 0xffffffff
  if (!isOpen) {
    const declaredBytes = Math.max(0, chunk.start + chunk.declared - start)
    return { data: reader.bytes.subarray(start, Math.max(start, chunk.end)), declaredBytes, warnings: [] }
  }
  const warning = 'The header does not give the length of the sound; everything to the end was read.'
  return { data: reader.bytes.subarray(start), declaredBytes: null, warnings: [warning] }
}

function aiffEncoding({ compression, bits }: CommonChunk): SampleEncoding {
  switch (compression) {
    case 'NONE':
    case 'twos':
      return integers(bits, false)
    case 'sowt':
      return integers(bits, true)
    case 'in24':
      return integers(24, false)
    case 'in32':
      return integers(32, false)
    case '42ni':
    case '42n1':
      return integers(24, true)
    case '23ni':
    case '23n1':
      return integers(32, true)
    case 'raw ':
      return { kind: 'integer', containerBytes: 1, validBits: 8, isUnsigned: true, littleEndian: false }
    case 'fl32':
    case 'FL32':
      return { kind: 'float', containerBytes: 4, littleEndian: false }
    case 'fl64':
    case 'FL64':
      return { kind: 'float', containerBytes: 8, littleEndian: false }
    case 'alaw':
    case 'ALAW':
      return { kind: 'a-law' }
    case 'ulaw':
    case 'ULAW':
      return { kind: 'mu-law' }
    default:
      throw new ShellacError(
        'unsupported-encoding',
        `The samples have an encoding that is not supported (AIFF-C type ${JSON.stringify(compression)}).`,
      )
  }
}

function integers(bits: number, littleEndian: boolean): SampleEncoding {
  if (bits < 1 || bits > 32) {
    throw new ShellacError('damaged-file', `The header gives ${bits} bits a sample; 1 to 32 are possible.`)
  }
  return {
    kind: 'integer',
    containerBytes: Math.ceil(bits / 8),
    validBits: bits,
    isUnsigned: false,
    littleEndian,
  }
}
