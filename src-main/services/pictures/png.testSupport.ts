/** For tests: PNG files of 8 bits a channel, without interlace, as pixels. */
import { crc32, inflateSync } from 'node:zlib'

export interface ReadPng {
  readonly width: number
  readonly height: number
  /** Red, green and blue of a pixel. */
  readonly at: (x: number, y: number) => readonly [number, number, number]
}

const channelsOf: Readonly<Record<number, number>> = { 2: 3, 3: 1, 6: 4 }

/** @throws Error for a broken file */
export function readPng(bytes: Uint8Array): ReadPng {
  const file = Buffer.from(bytes)
  const chunks = chunksOf(file)
  const header = chunkOf(chunks, 'IHDR')
  const [width, height, type] = [header.readUInt32BE(0), header.readUInt32BE(4), header[9]]
  const channels = channelsOf[type]
  const data = inflateSync(
    Buffer.concat(chunks.filter(({ name }) => name === 'IDAT').map(({ data }) => data)),
  )
  const pixels = unfiltered(data, { rowLength: width * channels, height, channels })
  const palette = type === 3 ? chunkOf(chunks, 'PLTE') : undefined
  const at: ReadPng['at'] = (x, y) => {
    const place = (y * width + x) * channels
    const [from, offset] = palette ? [palette, 3 * pixels[place]] : [pixels, place]
    return [from[offset], from[offset + 1], from[offset + 2]]
  }
  return { width, height, at }
}

interface Chunk {
  readonly name: string
  readonly data: Buffer
}

function chunkOf(chunks: readonly Chunk[], name: string): Buffer {
  const found = chunks.find((chunk) => chunk.name === name)
  if (!found) throw new Error(`There is no ${name}.`)
  return found.data
}

function chunksOf(file: Buffer): Chunk[] {
  if (file.subarray(0, 8).toString('latin1') !== '\x89PNG\r\n\x1a\n') throw new Error('No PNG.')
  const chunks: Chunk[] = []
  for (let at = 8; at < file.length;) {
    const length = file.readUInt32BE(at)
    const named = file.subarray(at + 4, at + 8 + length)
    if (crc32(named) !== file.readUInt32BE(at + 8 + length)) throw new Error('A checksum is wrong.')
    chunks.push({ name: named.subarray(0, 4).toString('latin1'), data: named.subarray(4) })
    at += length + 12
  }
  return chunks
}

function unfiltered(
  data: Uint8Array,
  {
    rowLength,
    height,
    channels,
  }: { readonly rowLength: number; readonly height: number; readonly channels: number },
): Uint8Array {
  const pixels = new Uint8Array(rowLength * height)
  for (let row = 0; row < height; row++) {
    const filter = data[row * (rowLength + 1)]
    for (let i = 0; i < rowLength; i++) {
      const place = row * rowLength + i
      const left = i < channels ? 0 : pixels[place - channels]
      const above = row === 0 ? 0 : pixels[place - rowLength]
      const corner = i < channels || row === 0 ? 0 : pixels[place - rowLength - channels]
      pixels[place] = data[row * (rowLength + 1) + 1 + i] + guess(filter, { left, above, corner })
    }
  }
  return pixels
}

interface Neighbours {
  readonly left: number
  readonly above: number
  readonly corner: number
}

function guess(filter: number, { left, above, corner }: Neighbours): number {
  if (filter === 0) return 0
  if (filter === 1) return left
  if (filter === 2) return above
  return filter === 3 ? (left + above) >> 1 : paeth({ left, above, corner })
}

function paeth({ left, above, corner }: Neighbours): number {
  const estimate = left + above - corner
  const a = Math.abs(estimate - left)
  const b = Math.abs(estimate - above)
  const c = Math.abs(estimate - corner)
  if (a <= b && a <= c) return left
  return b <= c ? above : corner
}

/** The PNG of a data: URI. */
export function bytesOfUri(href: string): Buffer {
  return Buffer.from(href.slice(href.indexOf(',') + 1), 'base64')
}
