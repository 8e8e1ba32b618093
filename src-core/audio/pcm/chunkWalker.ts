import { audioLimits } from '../../limits'
import type { ByteReader } from '../byteReader'

/** One chunk of a RIFF-like file. */
export interface Chunk {
  readonly id: string
  /** First byte of the content. */
  readonly start: number
  /** End of the content that is there: never beyond the file. */
  readonly end: number
  /** Length of the content that the header (after `resolveSize`) promises. */
  readonly declared: number
}

/** How a container lays out its chunk headers. */
export interface ChunkLayout {
  /** First chunk header in the file. */
  readonly start: number
  readonly idBytes: 4 | 16
  readonly sizeBytes: 4 | 8
  /** Bytes of the header that are counted in the size (Wave64), else 0. */
  readonly sizeIncludes: number
  /** Chunks start at multiples of this, counted from the first. */
  readonly alignment: 1 | 2 | 8
  /** A better content length than the declared one, for known lies; called once a chunk. */
  readonly resolveSize?: (id: string, declared: number, start: number) => number
}

/**
 * The chunks of a file one by one. Every step moves on by at least a header and there are at most
 * `audioLimits.walkerSteps` of them, whatever the sizes claim.
 */
export function* walkChunks(reader: ByteReader, layout: ChunkLayout): Generator<Chunk, void> {
  const headerBytes = layout.idBytes + layout.sizeBytes
  let offset = layout.start
  for (let step = 0; step < audioLimits.walkerSteps; step++) {
    if (offset + headerBytes > reader.length) return
    const chunk = readChunk(reader, offset, layout)
    yield chunk
    offset = nextOffset(reader, chunk, layout)
  }
}

function readChunk(reader: ByteReader, offset: number, layout: ChunkLayout): Chunk {
  const id = reader.characters(offset, layout.idBytes)
  const sizeAt = offset + layout.idBytes
  const size = layout.sizeBytes === 4 ? reader.uint32(sizeAt) : reader.uint64(sizeAt)
  const start = sizeAt + layout.sizeBytes
  const claimed = Math.max(0, size - layout.sizeIncludes)
  const declared = layout.resolveSize?.(id, claimed, start) ?? claimed
  return { id, start, end: Math.min(start + declared, reader.length), declared }
}

/** Some writers forget the pad byte: when only the unpadded place looks like a chunk, the next one is there. */
function nextOffset(reader: ByteReader, chunk: Chunk, layout: ChunkLayout): number {
  const padding = (layout.alignment - ((chunk.end - layout.start) % layout.alignment)) % layout.alignment
  const padded = chunk.end + padding
  if (layout.alignment !== 2 || padding === 0) return padded
  return !isChunkName(reader, padded) && isChunkName(reader, chunk.end) ? chunk.end : padded
}

/** True when the four bytes at `offset` are printable ASCII. */
export function isChunkName(reader: ByteReader, offset: number): boolean {
  if (offset + 4 > reader.length) return false
  return reader.bytes.subarray(offset, offset + 4).every((byte) => byte >= 0x20 && byte < 0x7f)
}

/**
 * A warning when the file is shorter than its outer header promises. One byte less is a forgotten pad byte.
 * Damage to the sound itself is described in seconds elsewhere; this is for what follows it.
 */
export function describeCutFile(promised: number, length: number): string[] {
  const missing = promised - length
  if (missing <= 1) return []
  return [`The header promises ${missing} bytes more than the file has; what came last may be missing.`]
}
