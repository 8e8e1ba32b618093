import { ByteReader, hasCharacters } from '../byteReader'
import { describeCutFile, isChunkName, walkChunks } from './chunkWalker'
import type { Chunk } from './chunkWalker'
import { readId3v2 } from '../tags/id3Tags'
import { addBroadcastTags } from '../tags/bext'
import { addInfoTags } from '../tags/infoTags'
import { audioLimits } from '../../limits'
import { TagCollector } from '../tags/tagCollector'
import { ChunkCollector } from './carriedChunks'
import type { WaveContent } from './waveContent'

/** The size that means "unknown", or in RF64 "see the ds64 chunk". */
const unknownSize = 0xffffffff
const firstChunk = 12

/** Collected while the chunks go by. */
interface RiffWalk {
  readonly reader: ByteReader
  readonly isLong: boolean
  readonly tags: TagCollector
  readonly chunks: ChunkCollector
  readonly warnings: string[]
  format: ByteReader | null
  data: Uint8Array | null
  /** Promised length of the sound; null when unknown. */
  declaredBytes: number | null
  /** Length of the sound from the ds64 chunk. */
  longDataBytes: number | null
}

/**
 * Walks a RIFF, RIFX, RF64 or BW64 file of type WAVE (EBU Tech 3306, ITU-R BS.2088). Sizes that lie are repaired
 * where that is safe, with a warning; nothing is decoded. The first format and the first data chunk count.
 */
export function walkRiff(bytes: Uint8Array): WaveContent {
  const isBigEndian = hasCharacters(bytes, 0, 'RIFX')
  const isLong = hasCharacters(bytes, 0, 'RF64') || hasCharacters(bytes, 0, 'BW64')
  const walk: RiffWalk = {
    reader: new ByteReader(bytes, !isBigEndian),
    isLong,
    tags: new TagCollector(),
    chunks: new ChunkCollector(),
    warnings: isBigEndian ? ['The file is big-endian (RIFX), which few programs can read.'] : [],
    format: null,
    data: null,
    declaredBytes: null,
    longDataBytes: null,
  }
  const resolveSize = (id: string, declared: number, start: number): number =>
    resolveChunkSize(walk, { id, declared, start, end: start })
  const layout = {
    start: firstChunk,
    idBytes: 4,
    sizeBytes: 4,
    sizeIncludes: 0,
    alignment: 2,
    resolveSize,
  } as const
  for (const chunk of walkChunks(walk.reader, layout)) visitChunk(walk, chunk)
  checkFileLength(walk)
  return {
    container: isLong ? 'RF64' : isBigEndian ? 'RIFX' : 'WAV',
    format: walk.format,
    data: walk.data,
    declaredBytes: walk.declaredBytes,
    tags: walk.tags.toTags(),
    warnings: [...walk.warnings, ...walk.chunks.warnings()],
    // Numbers in other chunks of a big-endian file would have to be turned round by those who know them.
    chunks: isBigEndian ? [] : walk.chunks.chunks,
  }
}

function visitChunk(walk: RiffWalk, chunk: Chunk): void {
  const content = walk.reader.bytes.subarray(chunk.start, chunk.end)
  if (chunk.id === 'data') {
    if (walk.data === null) walk.data = content
    else walk.warnings.push('The file has a second data chunk, which was left out.')
    return
  }
  if (chunk.id === 'fmt ') {
    walk.format ??= new ByteReader(content, walk.reader.littleEndian)
    return
  }
  if (chunk.id === 'ds64' && content.length >= 16) {
    walk.longDataBytes ??= new ByteReader(content, true).uint64(8)
    return
  }
  walk.chunks.add(chunk.id, content)
  if (content.length > audioLimits.metadataBytes) return
  if (chunk.id === 'LIST') addInfoTags(new ByteReader(content, walk.reader.littleEndian), walk.tags)
  else if (chunk.id === 'bext') addBroadcastTags(content, walk.tags)
  else if (chunk.id === 'id3 ' || chunk.id === 'ID3 ') walk.tags.addAll(readId3v2(content))
}

function resolveChunkSize(walk: RiffWalk, chunk: Chunk): number {
  const remaining = walk.reader.length - chunk.start
  if (chunk.id === 'data') return walk.data === null ? resolveDataSize(walk, chunk) : chunk.declared
  if (chunk.declared <= remaining) return chunk.declared
  const found = walk.data === null ? findChunk(walk.reader, chunk.start) : -1
  const name = JSON.stringify(chunk.id)
  walk.warnings.push(
    `The chunk ${name} claims ${chunk.declared} bytes, but the file has only ${remaining} left` +
      (found < 0 ? '.' : '; reading went on at the next known chunk.'),
  )
  return found < 0 ? chunk.declared : found - chunk.start
}

/** Sets `declaredBytes` and returns the length to read. */
function resolveDataSize(walk: RiffWalk, { declared, start }: Chunk): number {
  const remaining = walk.reader.length - start
  walk.declaredBytes = declared
  if (declared === unknownSize) {
    if (walk.isLong && walk.longDataBytes === null) {
      walk.warnings.push('The file is RF64 without a ds64 chunk; everything to its end was read as sound.')
    }
    walk.declaredBytes = walk.isLong ? walk.longDataBytes : null
    return walk.declaredBytes ?? remaining
  }
  if (declared === 0 && remaining > 0 && !isChunkList(walk.reader, start)) {
    walk.warnings.push(
      'The header gives the length 0, as an interrupted recorder leaves it; everything to the end was read as sound.',
    )
    walk.declaredBytes = null
    return remaining
  }
  return declared
}

/** True when whole chunks follow one another from `start` to the end of the file. */
function isChunkList(reader: ByteReader, start: number): boolean {
  let offset = start
  for (let step = 0; step < audioLimits.walkerSteps && offset + 8 <= reader.length; step++) {
    if (!isChunkName(reader, offset)) return false
    const size = reader.uint32(offset + 4)
    offset += 8 + size + (size % 2)
  }
  return offset === reader.length || offset === reader.length + 1
}

/** Offset of the next `fmt ` or `data` chunk header, or -1. */
function findChunk(reader: ByteReader, start: number): number {
  const { bytes } = reader
  for (let offset = start; offset + 8 <= bytes.length; offset++) {
    if (hasCharacters(bytes, offset, 'data') || hasCharacters(bytes, offset, 'fmt ')) return offset
  }
  return -1
}

/** The outer size only tells whether something after the sound was cut off. */
function checkFileLength(walk: RiffWalk): void {
  const { reader } = walk
  if (walk.isLong || reader.length < firstChunk || walk.data === null) return
  const declared = reader.uint32(4)
  const isDataCut = walk.declaredBytes !== null && walk.declaredBytes > walk.data.length
  if (declared === unknownSize || isDataCut) return
  walk.warnings.push(...describeCutFile(declared + 8, reader.length))
}
