import type { AudioData } from '../audioData'
import { ByteReader } from '../byteReader'
import { describeCutFile, walkChunks } from './chunkWalker'
import { addBroadcastTags } from '../tags/bext'
import { addInfoTags } from '../tags/infoTags'
import { audioLimits } from '../../limits'
import { TagCollector } from '../tags/tagCollector'
import { decodeWaveContent } from './waveContent'

const headerBytes = 24
const firstChunk = 40

/** GUIDs differ in the first four bytes only, except for the file's own. */
const chunkTail = '\xf3\xac\xd3\x11\x8c\xd1\x00\xc0\x4f\x8e\xdb\x8a'
const listGuid = 'list\x2f\x91\xcf\x11\xa5\xd6\x28\xdb\x04\xc1\x00\x00'

/** The 16 bytes that start a Wave64 file, as characters. */
export const wave64Guid = 'riff\x2e\x91\xcf\x11\xa5\xd6\x28\xdb\x04\xc1\x00\x00'

/**
 * Decodes a Sony Wave64 file (64-bit chunk sizes that include their header of 24 bytes, chunks at multiples of 8).
 * Errors: as `readWav`.
 */
export function readWave64(bytes: Uint8Array): AudioData {
  const reader = new ByteReader(bytes, true)
  const tags = new TagCollector()
  const warnings: string[] = []
  let format: ByteReader | null = null
  let data: Uint8Array | null = null
  let declaredBytes: number | null = null
  const layout = {
    start: firstChunk,
    idBytes: 16,
    sizeBytes: 8,
    sizeIncludes: headerBytes,
    alignment: 8,
  } as const
  for (const chunk of walkChunks(reader, layout)) {
    const content = bytes.subarray(chunk.start, chunk.end)
    if (chunk.id === `fmt ${chunkTail}`) format ??= new ByteReader(content, true)
    else if (chunk.id === `data${chunkTail}` && data === null) {
      const isOpen = chunk.declared === 0 && chunk.start < bytes.length
      if (isOpen) warnings.push('The header gives the length 0; everything to the end was read as sound.')
      data = isOpen ? bytes.subarray(chunk.start) : content
      declaredBytes = isOpen ? null : chunk.declared
      if (isOpen) break
    } else if (content.length <= audioLimits.metadataBytes) {
      if (chunk.id === `bext${chunkTail}`) addBroadcastTags(content, tags)
      if (chunk.id === listGuid) addInfoTags(new ByteReader(content, true), tags)
    }
  }
  const isDataWhole = data !== null && data.length === declaredBytes
  if (isDataWhole) warnings.push(...describeCutFile(reader.uint64(16), bytes.length))
  return decodeWaveContent({
    container: 'Wave64',
    format,
    data,
    declaredBytes,
    tags: tags.toTags(),
    warnings,
  })
}
