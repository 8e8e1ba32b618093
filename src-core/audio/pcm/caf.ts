import { ShellacError } from '../../contract/errors'
import type { AudioData } from '../audioData'
import { ByteReader } from '../byteReader'
import { describeCutFile, walkChunks } from './chunkWalker'
import { audioLimits } from '../../limits'
import { decodePcmStream } from './pcmStream'
import type { SampleEncoding } from './sampleEncoding'
import { TagCollector } from '../tags/tagCollector'
import { decodeText } from '../tags/textDecoding'

/** The data chunk starts with an edit count. */
const dataHeaderBytes = 4
const floatFlag = 1
const littleEndianFlag = 2

/** The `desc` chunk. */
interface Description {
  readonly sampleRate: number
  readonly formatId: string
  readonly flags: number
  readonly packetBytes: number
  readonly channelCount: number
  readonly bits: number
}

/**
 * Decodes Apple Core Audio Format files with linear PCM (integers and floats, both byte orders), A-law or mu-law.
 * Source: Apple Core Audio Format Specification 1.0. Errors: as `readWav`.
 */
export function readCaf(bytes: Uint8Array): AudioData {
  const reader = new ByteReader(bytes, false)
  const tags = new TagCollector()
  const warnings: string[] = []
  let description: Description | null = null
  let data: Uint8Array | null = null
  let declaredBytes: number | null = null
  // a length of -1 (2^64 - 1) reaches to the end
  const resolveSize = (id: string, declared: number, start: number): number =>
    id === 'data' && declared >= 2 ** 63 ? bytes.length - start : declared
  const layout = { start: 8, idBytes: 4, sizeBytes: 8, sizeIncludes: 0, alignment: 1, resolveSize } as const
  for (const chunk of walkChunks(reader, layout)) {
    const content = bytes.subarray(chunk.start, chunk.end)
    // the cut sound itself is described in seconds
    if (chunk.id !== 'data') warnings.push(...describeCutFile(chunk.start + chunk.declared, bytes.length))
    if (chunk.id === 'desc') description ??= parseDescription(new ByteReader(content, false))
    else if (chunk.id === 'data' && data === null) {
      data = content.subarray(dataHeaderBytes)
      declaredBytes = Math.max(0, chunk.declared - dataHeaderBytes)
    } else if (chunk.id === 'info' && content.length <= audioLimits.metadataBytes) {
      addStrings(content.subarray(4), tags)
    }
  }
  if (description === null) throw new ShellacError('damaged-file', 'The file has no desc chunk.')
  if (data === null) throw new ShellacError('no-audio', 'The file has no data chunk, so it holds no sound.')
  return decodePcmStream({
    container: 'CAF',
    sampleRate: description.sampleRate,
    channelCount: description.channelCount,
    encoding: cafEncoding(description),
    data,
    declaredBytes,
    tags: tags.toTags(),
    warnings,
  })
}

function parseDescription(chunk: ByteReader): Description {
  return {
    sampleRate: chunk.float64(0),
    formatId: chunk.characters(8, 4),
    flags: chunk.uint32(12),
    packetBytes: chunk.uint32(16),
    channelCount: chunk.uint32(24),
    bits: chunk.uint32(28),
  }
}

function cafEncoding(description: Description): SampleEncoding {
  const { formatId, flags, packetBytes, channelCount, bits } = description
  const littleEndian = (flags & littleEndianFlag) !== 0
  if (formatId === 'alaw') return { kind: 'a-law' }
  if (formatId === 'ulaw') return { kind: 'mu-law' }
  if (formatId !== 'lpcm') {
    throw new ShellacError(
      'unsupported-encoding',
      `The samples have an encoding that is not supported (CAF format ${JSON.stringify(formatId)}).`,
    )
  }
  if ((flags & floatFlag) !== 0) {
    if (bits === 32) return { kind: 'float', containerBytes: 4, littleEndian }
    if (bits === 64) return { kind: 'float', containerBytes: 8, littleEndian }
    throw new ShellacError('unsupported-encoding', `Floats of ${bits} bits are not supported; 32 and 64 are.`)
  }
  const containerBytes = packetBytes / channelCount
  const isPossible = Number.isInteger(containerBytes) && containerBytes >= 1 && containerBytes <= 4
  if (!isPossible || bits < 1 || bits > 8 * containerBytes) {
    throw new ShellacError(
      'damaged-file',
      `The header gives ${channelCount} x ${bits} bits in ${packetBytes} bytes, which cannot be.`,
    )
  }
  return { kind: 'integer', containerBytes, validBits: bits, isUnsigned: false, littleEndian }
}

/** Pairs of NUL-terminated keys and values. */
function addStrings(content: Uint8Array, tags: TagCollector): void {
  const strings = decodeText(content).split('\0')
  for (let index = 0; index + 1 < strings.length; index += 2) {
    const key = strings[index].toUpperCase().replaceAll(' ', '')
    if (/^[A-Z0-9]+$/.test(key)) tags.add(key === 'COMMENTS' ? 'COMMENT' : key, strings[index + 1].trim())
  }
}
