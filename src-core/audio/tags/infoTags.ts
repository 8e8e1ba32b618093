import type { ByteReader } from '../byteReader'
import { walkChunks } from '../pcm/chunkWalker'
import type { TagCollector } from './tagCollector'
import { decodeFixedText } from './textDecoding'

/** LIST INFO names (RIFF, 1991, and what programs made of it) with their Vorbis comment keys. */
export const keyOfInfo: Readonly<Record<string, string>> = {
  INAM: 'TITLE',
  IART: 'ARTIST',
  IPRD: 'ALBUM',
  ICRD: 'DATE',
  ICMT: 'COMMENT',
  IGNR: 'GENRE',
  ITRK: 'TRACKNUMBER',
  IPRT: 'TRACKNUMBER',
  ICOP: 'COPYRIGHT',
  IENG: 'ENGINEER',
  IMUS: 'COMPOSER',
  ISFT: 'ENCODER',
  ISRC: 'SOURCE',
  ISBJ: 'SUBJECT',
  IKEY: 'KEYWORDS',
  IARL: 'ARCHIVE',
  IMED: 'MEDIUM',
  ITCH: 'TECHNICIAN',
}

/** Names that a file may bring along without a place in the table: kept as they are. */
export const infoName = /^I[A-Z0-9]{3}$/

/** Adds the texts of a LIST chunk of type INFO; other lists hold none. `content` starts at the list type. */
export function addInfoTags(content: ByteReader, tags: TagCollector): void {
  if (content.length < 4 || content.characters(0, 4) !== 'INFO') return
  for (const chunk of walkChunks(content, {
    start: 4,
    idBytes: 4,
    sizeBytes: 4,
    sizeIncludes: 0,
    alignment: 2,
  })) {
    if (!infoName.test(chunk.id)) continue
    const key = Object.hasOwn(keyOfInfo, chunk.id) ? keyOfInfo[chunk.id] : chunk.id
    tags.add(key, decodeFixedText(content.bytes.subarray(chunk.start, chunk.end)))
  }
}
