/** Zip archives for tests, with any lie in any field. */
import { crc32, deflateRawSync } from 'node:zlib'

export interface CraftedEntry {
  readonly name: string
  readonly data?: Uint8Array
  readonly deflate?: boolean
  /** Fields that differ from the truth. */
  readonly method?: number
  readonly flags?: number
  readonly declaredSize?: number
  readonly declaredPackedSize?: number
  readonly declaredCrc?: number
  readonly attributes?: number
  /** Name in the local header, when it is another. */
  readonly localName?: string
  /** Offset of the local header, when the directory names another. */
  readonly offset?: number
}

/** The archive's bytes; `declaredCount` replaces the number of entries in the end record. */
export function craftZip(entries: readonly CraftedEntry[], declaredCount = entries.length): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const local = localPart(entry)
    locals.push(local)
    directory.push(directoryPart(entry, entry.offset ?? offset))
    offset += local.length
  }
  const directoryLength = directory.reduce((sum, part) => sum + part.length, 0)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(declaredCount & 0xffff, 8)
  end.writeUInt16LE(declaredCount & 0xffff, 10)
  end.writeUInt32LE(directoryLength, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, ...directory, end])
}

function packed({ data = new Uint8Array(0), deflate = false }: CraftedEntry): Buffer {
  return deflate ? deflateRawSync(data, { level: 9 }) : Buffer.from(data)
}

/** The 26 bytes that both kinds of header share, without the signature and the lengths of names. */
function sharedFields(entry: CraftedEntry): Buffer {
  const { data = new Uint8Array(0), deflate = false } = entry
  const fields = Buffer.alloc(22)
  fields.writeUInt16LE(20, 0)
  fields.writeUInt16LE(entry.flags ?? 0, 2)
  fields.writeUInt16LE(entry.method ?? (deflate ? 8 : 0), 4)
  fields.writeUInt32LE(entry.declaredCrc ?? crc32(data), 10)
  fields.writeUInt32LE(entry.declaredPackedSize ?? packed(entry).length, 14)
  fields.writeUInt32LE(entry.declaredSize ?? data.length, 18)
  return fields
}

function localPart(entry: CraftedEntry): Buffer {
  const name = Buffer.from(entry.localName ?? entry.name)
  const lengths = Buffer.alloc(4)
  lengths.writeUInt16LE(name.length, 0)
  return Buffer.concat([Buffer.from('PK\x03\x04'), sharedFields(entry), lengths, name, packed(entry)])
}

function directoryPart(entry: CraftedEntry, offset: number): Buffer {
  const name = Buffer.from(entry.name)
  const rest = Buffer.alloc(18)
  rest.writeUInt16LE(name.length, 0)
  rest.writeUInt32LE((entry.attributes ?? 0) >>> 0, 10)
  rest.writeUInt32LE(offset, 14)
  return Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 3]), sharedFields(entry), rest, name])
}
