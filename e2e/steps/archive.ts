/** What is in a zip archive, by its list at the end (APPNOTE.TXT, 4.3). */
import { readFile } from 'node:fs/promises'
import { inflateRawSync } from 'node:zlib'

const deflated = 8

/** Unpacked bytes of each entry, by name. */
export async function readZip(path: string): Promise<ReadonlyMap<string, Buffer>> {
  const bytes = await readFile(path)
  const end = bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1')
  const entries = new Map<string, Buffer>()
  let place = bytes.readUInt32LE(end + 16)
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const [nameLength, extraLength, remarkLength] = [28, 30, 32].map((at) => bytes.readUInt16LE(place + at))
    const name = bytes.toString('utf8', place + 46, place + 46 + nameLength)
    const header = bytes.readUInt32LE(place + 42)
    const start = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28)
    const packed = bytes.subarray(start, start + bytes.readUInt32LE(place + 20))
    entries.set(name, bytes.readUInt16LE(place + 10) === deflated ? inflateRawSync(packed) : packed)
    place += 46 + nameLength + extraLength + remarkLength
  }
  return entries
}
