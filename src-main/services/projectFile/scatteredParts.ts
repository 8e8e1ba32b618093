/**
 * The parts of a damaged zip archive, found without its directory: by the headers before each part and those of the directory, as far
 * as either is there. A part is one only when its checksum says so; whoever reads decides by which.
 */
import { open, type FileHandle } from 'node:fs/promises'
import { inflateRaw, crc32 } from 'node:zlib'
import { promisify } from 'node:util'
import { readError } from '../files/systemErrors'
import type { ArchiveRules, EntryLimits } from './zipArchive'

/** Where a header says that a part lies. */
interface Place {
  readonly method: number
  readonly crc: number
  readonly packedSize: number
  readonly size: number
  readonly start: number
}

export interface ScatteredParts {
  /** Unpacked lengths in bytes that headers give for the part. */
  sizesOf(name: string): readonly number[]
  /** The first bytes under that name that pass; undefined where none do. */
  read(name: string, passes: (bytes: Buffer) => boolean): Promise<Buffer | undefined>
  /** The same where only the CRC-32 of the header can be asked. */
  readByCrc(name: string): Promise<Buffer | undefined>
  close(): Promise<void>
}

/** Headers of one name that are looked at. An honest file has two. */
const mostPlaces = 8
const chunkBytes = 2 ** 20
/** Of both kinds of header before the name: what follows the four bytes of their signatures lies this far in. */
const localHeader = { signature: Buffer.from('PK\x03\x04', 'latin1'), fields: 8, nameAt: 30 }
const directoryHeader = { signature: Buffer.from('PK\x01\x02', 'latin1'), fields: 10, nameAt: 46 }
const longestHeader = directoryHeader.nameAt + 64

/** @throws ShellacError 'file-not-found', 'unreadable-file' */
export async function findScatteredParts(path: string, rules: ArchiveRules): Promise<ScatteredParts> {
  const handle = await open(path, 'r').catch((error: unknown) => Promise.reject(readError(error, path)))
  try {
    const places = await findPlaces(handle, Object.keys(rules))
    const placesOf = (name: string): readonly Place[] => places.get(name) ?? []
    const bytesAt = (name: string, place: Place): Promise<Buffer | undefined> =>
      unpack(handle, place, rules[name]).catch(() => undefined)
    return {
      sizesOf: (name) => placesOf(name).map(({ size }) => size),
      async read(name, passes) {
        for (const place of placesOf(name)) {
          const bytes = await bytesAt(name, place)
          if (bytes && passes(bytes)) return bytes
        }
        return undefined
      },
      async readByCrc(name) {
        for (const place of placesOf(name)) {
          const bytes = await bytesAt(name, place)
          if (bytes && bytes.length === place.size && crc32(bytes) === place.crc) return bytes
        }
        return undefined
      },
      close: () => handle.close(),
    }
  } catch (error) {
    await handle.close()
    throw readError(error, path)
  }
}

async function findPlaces(handle: FileHandle, names: readonly string[]): Promise<Map<string, Place[]>> {
  const places = new Map<string, Place[]>()
  const { size } = await handle.stat()
  for (let offset = 0; offset < size; offset += chunkBytes) {
    const chunk = Buffer.alloc(Math.min(chunkBytes + longestHeader, size - offset))
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, offset)
    const bytes = chunk.subarray(0, bytesRead)
    for (let at = bytes.indexOf('PK'); at >= 0 && at < chunkBytes; at = bytes.indexOf('PK', at + 1)) {
      const found = placeIn(bytes.subarray(at), offset + at, names)
      if (!found) continue
      const known = places.get(found.name) ?? []
      if (known.length < mostPlaces) places.set(found.name, [...known, found.place])
    }
  }
  return places
}

function placeIn(
  bytes: Buffer,
  offset: number,
  names: readonly string[],
): { readonly name: string; readonly place: Place } | undefined {
  const isLocal = bytes.subarray(0, 4).equals(localHeader.signature)
  if (!isLocal && !bytes.subarray(0, 4).equals(directoryHeader.signature)) return undefined
  const { fields, nameAt } = isLocal ? localHeader : directoryHeader
  const name = names.find((it) => bytes.subarray(nameAt, nameAt + it.length).toString('latin1') === it)
  if (name === undefined || bytes.length < nameAt + name.length) return undefined
  // The directory says where the local header is; ours have no extra field.
  const afterName = (start: number): number => start + localHeader.nameAt + name.length
  const start = isLocal ? afterName(offset) + bytes.readUInt16LE(28) : afterName(bytes.readUInt32LE(42))
  const place = {
    method: bytes.readUInt16LE(fields),
    crc: bytes.readUInt32LE(fields + 6),
    packedSize: bytes.readUInt32LE(fields + 10),
    size: bytes.readUInt32LE(fields + 14),
    start,
  }
  return { name, place }
}

/** Undefined for what the limits do not allow. */
async function unpack(
  handle: FileHandle,
  { method, packedSize, size, start }: Place,
  { largest, highestRatio }: EntryLimits,
): Promise<Buffer | undefined> {
  if (size > largest || packedSize > largest || size > packedSize * highestRatio) return undefined
  if (start + packedSize > (await handle.stat()).size) return undefined
  const packed = Buffer.alloc(packedSize)
  const { bytesRead } = await handle.read(packed, 0, packedSize, start)
  if (bytesRead !== packedSize) return undefined
  // A method that a flipped bit made of 8 or 0 fails its checksum.
  return method === 8 ? promisify(inflateRaw)(packed, { maxOutputLength: Math.max(1, size) }) : packed
}
