/** Zip archives that may say anything (APPNOTE.TXT names the fields). */
import { crc32, deflateRawSync } from 'node:zlib'
import { joinBytes } from '@core/audio/byteReader'
import { numberBytes } from '../draft'

export interface ZipEntry {
  readonly name: string
  readonly content: Uint8Array
  readonly isDeflated?: boolean
  /** What it says instead of the truth. */
  readonly says?: {
    readonly unpacked?: number
    readonly packed?: number
    readonly localName?: string
    readonly method?: number
    readonly flags?: number
    readonly attributes?: number
    readonly offset?: number
    readonly crc?: number
  }
}

export interface ZipClaims {
  readonly entryCount?: number
  readonly directorySize?: number
  readonly directoryOffset?: number
}

const two = (value: number): Uint8Array => numberBytes(value, 2, true)
const four = (value: number): Uint8Array => numberBytes(value, 4, true)

export function zipOf(entries: readonly ZipEntry[], claims: ZipClaims = {}): Uint8Array {
  const locals: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const entry of entries) {
    const { local, central } = entryBytes(entry, offset)
    locals.push(local)
    directory.push(central)
    offset += local.length
  }
  const index = joinBytes(directory)
  const count = claims.entryCount ?? Math.min(entries.length, 0xffff)
  const end = [
    ...[Buffer.from('PK\x05\x06', 'latin1'), four(0), two(count), two(count)],
    ...[four(claims.directorySize ?? index.length), four(claims.directoryOffset ?? offset), two(0)],
  ]
  return joinBytes([...locals, index, ...end])
}

function entryBytes(
  { name, content, isDeflated = false, says = {} }: ZipEntry,
  offset: number,
): { local: Uint8Array; central: Uint8Array } {
  const packed = isDeflated ? deflateRawSync(content, { level: 9 }) : content
  const facts = joinBytes([
    ...[two(says.flags ?? 0), two(says.method ?? (isDeflated ? 8 : 0)), four(0x00210000)],
    four(says.crc ?? crc32(content)),
    ...[four(says.packed ?? packed.length), four(says.unpacked ?? content.length)],
  ])
  const nameBytes = Buffer.from(name, 'utf8')
  const localName = Buffer.from(says.localName ?? name, 'utf8')
  const local = joinBytes([
    ...[Buffer.from('PK\x03\x04', 'latin1'), two(20), facts, two(localName.length), two(0)],
    ...[localName, packed],
  ])
  const central = joinBytes([
    ...[Buffer.from('PK\x01\x02', 'latin1'), two(0x0314), two(20), facts, two(nameBytes.length), two(0)],
    ...[two(0), two(0), two(0), four(says.attributes ?? 0), four(says.offset ?? offset), nameBytes],
  ])
  return { local, central }
}
