/** Puts comments into an Ogg Vorbis stream while it is written: the encoder knows none. */
import { joinBytes } from '../byteReader'
import { encodeVorbisComment, vendorOfComment } from '../tags/vorbisComment'
import { oggPageChecksum } from './ogg'

export interface VorbisTagging {
  /** Bytes of the stream as they come; gives whole pages. */
  push(bytes: Uint8Array): Uint8Array
}

const headerLength = 27
/** Identification, comment, setup (Vorbis I, 4.2.1). */
const headerPackets = 3
const commentMark = 3
const longestPacketPart = 255
const mostParts = 255

/**
 * Replaces the comment packet by one with `tags`. The header packets are paged anew, all later pages keep their content and get the
 * numbers that follow.
 */
export function createVorbisTagging(tags: Readonly<Record<string, string>>): VorbisTagging {
  let waiting: Uint8Array = new Uint8Array(0)
  /** Parts of header packets until all are there. */
  let headers: HeaderCollector | null = createHeaderCollector()
  let shift = 0

  function pass(page: Uint8Array): Uint8Array {
    if (headers) {
      headers.add(page)
      if (!headers.isComplete()) return new Uint8Array(0)
      const pages = headers.pages(tags)
      shift = pages.length - headers.pageCount()
      headers = null
      return joinBytes(pages)
    }
    return shift === 0 ? page : renumbered(page, shift)
  }

  return {
    push(bytes) {
      waiting = joinBytes([waiting, bytes])
      const done: Uint8Array[] = []
      for (let length = pageLength(waiting); length > 0; length = pageLength(waiting)) {
        done.push(pass(waiting.slice(0, length)))
        waiting = waiting.slice(length)
      }
      return joinBytes(done)
    },
  }
}

/** Bytes of the page at the start; 0 where it is not whole yet. */
function pageLength(bytes: Uint8Array): number {
  if (bytes.length < headerLength) return 0
  const bodyStart = headerLength + bytes[26]
  if (bytes.length < bodyStart) return 0
  const length = bytes.subarray(headerLength, bodyStart).reduce((sum, part) => sum + part, bodyStart)
  return length <= bytes.length ? length : 0
}

interface HeaderCollector {
  add(page: Uint8Array): void
  isComplete(): boolean
  pageCount(): number
  pages(tags: Readonly<Record<string, string>>): Uint8Array[]
}

function createHeaderCollector(): HeaderCollector {
  const packets: Uint8Array[] = []
  let begun: Uint8Array[] = []
  let first: Uint8Array = new Uint8Array(0)
  let count = 0
  return {
    add(page) {
      if (count++ === 0) first = page
      let at = headerLength + page[26]
      for (const part of page.subarray(headerLength, at)) {
        begun.push(page.subarray(at, at + part))
        at += part
        if (part === longestPacketPart) continue
        packets.push(joinBytes(begun))
        begun = []
      }
    },
    isComplete: () => packets.length >= headerPackets,
    pageCount: () => count,
    pages(tags) {
      const serial = new DataView(first.buffer, first.byteOffset).getUint32(14, true)
      const comment = commentPacket(packets[1], tags)
      return [first, ...pagesOf([comment, packets[2]], serial)]
    },
  }
}

/** Packet type, 'vorbis', the list, the framing bit. */
function commentPacket(old: Uint8Array, tags: Readonly<Record<string, string>>): Uint8Array {
  const mark = Uint8Array.of(commentMark, ...'vorbis'.split('').map((letter) => letter.charCodeAt(0)))
  const vendor = vendorOfComment(old.subarray(mark.length))
  return joinBytes([mark, encodeVorbisComment(tags, vendor), Uint8Array.of(1)])
}

/** Header packets on pages from number 1 on. */
function pagesOf(packets: readonly Uint8Array[], serial: number): Uint8Array[] {
  const parts = packets.flatMap((packet) => {
    const whole = Math.floor(packet.length / longestPacketPart)
    return Array.from({ length: whole + 1 }, (_, i) =>
      packet.subarray(i * longestPacketPart, (i + 1) * longestPacketPart),
    )
  })
  const pages: Uint8Array[] = []
  for (let from = 0; from < parts.length; from += mostParts) {
    const isContinued = from > 0 && parts[from - 1].length === longestPacketPart
    pages.push(page(parts.slice(from, from + mostParts), { serial, sequence: pages.length + 1, isContinued }))
  }
  return pages
}

function page(
  parts: readonly Uint8Array[],
  { serial, sequence, isContinued }: { serial: number; sequence: number; isContinued: boolean },
): Uint8Array {
  const header = new Uint8Array(headerLength + parts.length)
  const view = new DataView(header.buffer)
  header.set(Array.from('OggS', (letter) => letter.charCodeAt(0)))
  header[5] = isContinued ? 1 : 0
  // No packet of sound ends on a header page; a page on which none ends at all says -1.
  const endsPacket = parts.some((part) => part.length < longestPacketPart)
  view.setBigInt64(6, endsPacket ? 0n : -1n, true)
  view.setUint32(14, serial, true)
  view.setUint32(18, sequence, true)
  header[26] = parts.length
  parts.forEach((part, i) => (header[headerLength + i] = part.length))
  return withChecksum(joinBytes([header, ...parts]))
}

function renumbered(bytes: Uint8Array, shift: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  view.setUint32(18, view.getUint32(18, true) + shift, true)
  return withChecksum(bytes)
}

function withChecksum(bytes: Uint8Array): Uint8Array {
  new DataView(bytes.buffer, bytes.byteOffset).setUint32(22, oggPageChecksum(bytes), true)
  return bytes
}
