/**
 * Ogg pages and packets (RFC 3533): the container of Vorbis, Opus and FLAC-in-Ogg. Checks every page's CRC, finds
 * lost pages by their sequence numbers and separates chained links. Allocates nothing from a header's claim.
 */
import { joinBytes } from '../byteReader'

export interface OggPacket {
  readonly bytes: Uint8Array
  /** Granule position of the page on which this is the last complete packet; -1 for other packets. */
  readonly granule: number
  /** True when data were lost between the packet before and this one. */
  readonly afterLoss: boolean
}

/** One logical stream: from its first page (begin of stream) to its last. */
export interface OggStream {
  readonly serial: number
  readonly packets: readonly OggPacket[]
  /** Pages dropped because their CRC was wrong or their number was missing. */
  readonly lostPages: number
  /** The last page said that it is the last. */
  readonly ended: boolean
}

export interface OggFile {
  readonly streams: readonly OggStream[]
  /** Pages of the file whose CRC was wrong. */
  readonly damagedPages: number
  /** The file ends inside a page. */
  readonly cut: boolean
}

interface Page {
  readonly flags: number
  readonly granule: number
  readonly serial: number
  readonly sequence: number
  readonly lacing: Uint8Array
  readonly body: Uint8Array
  readonly end: number
}

const headerLength = 27
const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 24
  for (let bit = 0; bit < 8; bit++) value = value & 0x80000000 ? (value << 1) ^ 0x04c11db7 : value << 1
  return value
})

/** CRC-32 of Ogg (polynomial 0x04C11DB7, not reflected) of a page, its own CRC field taken as zero. */
export function oggPageChecksum(page: Uint8Array): number {
  let crc = 0
  for (let i = 0; i < page.length; i++) {
    const byte = i >= 22 && i < 26 ? 0 : page[i]
    crc = (crc << 8) ^ crcTable[(crc >>> 24) ^ byte]
  }
  return crc >>> 0
}

/** Reads all pages of a file into logical streams, in the order of their first pages. */
export function parseOgg(bytes: Uint8Array): OggFile {
  const streams: StreamBuilder[] = []
  let damagedPages = 0
  let at = findCapture(bytes, 0)
  let cut = false
  while (at >= 0) {
    const page = readPage(bytes, at)
    if (page === 'cut') {
      cut = true
      at = findCapture(bytes, at + 4)
    } else if (page === 'damaged') {
      damagedPages++
      at = findCapture(bytes, at + 4)
    } else {
      cut = false
      addPage(streams, page)
      at = findCapture(bytes, page.end)
    }
  }
  return { streams: streams.map((stream) => stream.finish()), damagedPages, cut }
}

function findCapture(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0x4f, from); at >= 0; at = bytes.indexOf(0x4f, at + 1)) {
    if (bytes[at + 1] === 0x67 && bytes[at + 2] === 0x67 && bytes[at + 3] === 0x53) return at
  }
  return -1
}

function readPage(bytes: Uint8Array, at: number): Page | 'cut' | 'damaged' {
  if (at + headerLength > bytes.length) return 'cut'
  const bodyStart = at + headerLength + bytes[at + 26]
  const lacing = bytes.subarray(at + headerLength, bodyStart)
  const end = lacing.reduce((sum, length) => sum + length, bodyStart)
  if (end > bytes.length) return 'cut'
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, headerLength)
  if (view.getUint32(22, true) !== oggPageChecksum(bytes.subarray(at, end))) return 'damaged'
  return {
    flags: bytes[at + 5],
    granule: Number(view.getBigInt64(6, true)),
    serial: view.getUint32(14, true),
    sequence: view.getUint32(18, true),
    lacing,
    body: bytes.subarray(bodyStart, end),
    end,
  }
}

function addPage(streams: StreamBuilder[], page: Page): void {
  const begins = (page.flags & 2) !== 0
  let stream = begins ? undefined : streams.findLast((candidate) => candidate.serial === page.serial)
  if (stream === undefined) {
    stream = new StreamBuilder(page.serial)
    streams.push(stream)
  }
  stream.add(page)
}

class StreamBuilder {
  readonly serial: number
  readonly #packets: OggPacket[] = []
  #partial: Uint8Array[] = []
  #open = false
  #sequence = -1
  #lostPages = 0
  #lossAhead = false
  #ended = false

  constructor(serial: number) {
    this.serial = serial
  }

  add(page: Page): void {
    this.#noteLoss(page)
    let at = 0
    let skipping = (page.flags & 1) !== 0 && !this.#open
    const lastComplete = page.lacing.findLastIndex((length) => length < 255)
    for (let segment = 0; segment < page.lacing.length; segment++) {
      const length = page.lacing[segment]
      if (!skipping) this.#partial.push(page.body.subarray(at, at + length))
      at += length
      this.#open = !skipping
      if (length === 255) continue
      if (!skipping) this.#closePacket(segment === lastComplete ? page.granule : -1)
      skipping = false
    }
    this.#ended = (page.flags & 4) !== 0
  }

  #noteLoss(page: Page): void {
    const missing = this.#sequence < 0 ? 0 : page.sequence - this.#sequence - 1
    if (missing !== 0) {
      this.#lostPages += missing > 0 && missing < 100_000 ? missing : 1
      this.#lossAhead = true
    }
    const continues = (page.flags & 1) !== 0
    if (missing !== 0 || !continues) {
      this.#partial = []
      this.#open = false
    }
    this.#sequence = page.sequence
  }

  #closePacket(granule: number): void {
    this.#packets.push({ bytes: joinBytes(this.#partial), granule, afterLoss: this.#lossAhead })
    this.#lossAhead = false
    this.#partial = []
    this.#open = false
  }

  finish(): OggStream {
    const { serial } = this
    return { serial, packets: this.#packets, lostPages: this.#lostPages, ended: this.#ended }
  }
}
