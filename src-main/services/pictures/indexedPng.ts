/** PNG files (ISO/IEC 15948) of one byte a pixel with a palette: what cells and their colours are already. */
import { promisify } from 'node:util'
import { crc32, deflate } from 'node:zlib'

export interface IndexedImage {
  readonly width: number
  readonly height: number
  /** Row after row from the top: numbers of colours. */
  readonly pixels: Uint8Array
  /** 256 colours as 0xAABBGGRR, of which alpha is not kept. */
  readonly colours: Uint32Array
}

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
const bitDepth = 8
const paletteType = 3
const deflateOffThread = promisify(deflate)

/** The bytes of the file; packed on a thread of the system. */
export async function encodeIndexedPng({ width, height, pixels, colours }: IndexedImage): Promise<Buffer> {
  const header = new DataView(new ArrayBuffer(13))
  header.setUint32(0, width)
  header.setUint32(4, height)
  header.setUint8(8, bitDepth)
  header.setUint8(9, paletteType)
  const packed = await deflateOffThread(filteredRows({ width, height, pixels }))
  return Buffer.concat([
    signature,
    chunk('IHDR', new Uint8Array(header.buffer)),
    chunk('PLTE', paletteOf(colours)),
    chunk('IDAT', packed),
    chunk('IEND', new Uint8Array(0)),
  ])
}

/** Each row behind the number of its filter: 0, none, is best for palettes. */
function filteredRows({ width, height, pixels }: Omit<IndexedImage, 'colours'>): Uint8Array {
  const rows = new Uint8Array(height * (width + 1))
  for (let row = 0; row < height; row++) {
    rows.set(pixels.subarray(row * width, (row + 1) * width), row * (width + 1) + 1)
  }
  return rows
}

function paletteOf(colours: Uint32Array): Uint8Array {
  const palette = new Uint8Array(3 * colours.length)
  colours.forEach((colour, index) =>
    palette.set([colour & 255, (colour >> 8) & 255, (colour >> 16) & 255], 3 * index),
  )
  return palette
}

function chunk(type: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const bytes = Buffer.alloc(named.length + 8)
  bytes.writeUInt32BE(data.length, 0)
  bytes.set(named, 4)
  bytes.writeUInt32BE(crc32(named), named.length + 4)
  return bytes
}
