import { joinBytes } from '@core/audio/byteReader'
import { Draft, numberBytes } from '../draft'
import { edgeFile } from '../fixtures'
import type { HostileFile } from '../hostileFile'

function audio(name: string, bytes: Uint8Array): HostileFile {
  return { name, kind: 'audio', bytes }
}

function box(type: string, content: Uint8Array, size = content.length + 8): Uint8Array {
  return joinBytes([numberBytes(size, 4, false), Buffer.from(type, 'latin1'), content])
}

function longBox(type: string, size: bigint, content: Uint8Array): Uint8Array {
  return joinBytes([
    numberBytes(1, 4, false),
    Buffer.from(type, 'latin1'),
    numberBytes(size, 8, false),
    content,
  ])
}

const ftyp = box('ftyp', Buffer.from('M4A \0\0\0\0'))
const none = new Uint8Array(0)

/** A sound track down to its sample tables, with every number a field. */
export function trackDraft(): Draft {
  const sizes = [8 + 24, 8 + 33, 8 + 20, 8 + 8 + 36]
  const [header, handler, count, table] = sizes
  const stbl = 8 + table + count
  const media = 8 + header + handler + 8 + stbl
  return new Draft(false)
    .raw(ftyp)
    .number('moov size', 4, 8 + 8 + media)
    .text('moov')
    .number('trak size', 4, 8 + media)
    .text('trak')
    .number('mdia size', 4, media)
    .text('mdia')
    .number('mdhd size', 4, header)
    .text('mdhd')
    .number('mdhd version', 4, 0)
    .raw(new Uint8Array(8))
    .number('time scale', 4, 44_100)
    .number('duration', 4, 44_100)
    .raw(new Uint8Array(4))
    .number('hdlr size', 4, handler)
    .text('hdlr')
    .raw(new Uint8Array(8))
    .text('soun')
    .raw(new Uint8Array(21))
    .number('minf size', 4, 8 + stbl)
    .text('minf')
    .number('stbl size', 4, stbl)
    .text('stbl')
    .number('stsd size', 4, table)
    .text('stsd')
    .number('stsd version', 4, 0)
    .number('stsd entries', 4, 1)
    .number('entry size', 4, 36)
    .text('mp4a')
    .raw(new Uint8Array(8))
    .number('entry version', 2, 0)
    .raw(new Uint8Array(6))
    .number('channels', 2, 1)
    .number('bits', 2, 16)
    .raw(new Uint8Array(4))
    .number('entry rate', 4, 44_100 * 65_536)
    .number('stsz size', 4, count)
    .text('stsz')
    .raw(new Uint8Array(8))
    .number('stsz count', 4, 0xffffffff)
}

function nestedBoxes(type: string, depth: number): Uint8Array {
  let content: Uint8Array = none
  for (let level = 0; level < depth; level++) content = box(type, content)
  return content
}

/** A number of Matroska: one byte of length, then so many bytes of the largest value. */
const vintLargest = Uint8Array.of(0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe)
const webmStart = Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 0x80])

export async function boxFiles(): Promise<HostileFile[]> {
  const m4a = await edgeFile('compressed/aac.m4a')
  const webm = await edgeFile('compressed/opus.webm')
  const adts = await edgeFile('compressed/aac-adts.aac')
  const moov = (content: Uint8Array): Uint8Array => joinBytes([ftyp, box('moov', content)])
  return [
    ...trackDraft()
      .lies()
      .map(({ name, bytes }) => audio(`mp4 ${name}`, bytes)),
    audio('mp4 whose box has size 0', joinBytes([ftyp, box('moov', none, 0)])),
    audio(
      'mp4 of 100,000 boxes of size 0',
      joinBytes([ftyp, ...Array.from({ length: 100_000 }, () => box('free', none, 0))]),
    ),
    audio(
      'mp4 of 100,000 boxes of size 1',
      joinBytes([ftyp, ...Array.from({ length: 100_000 }, () => box('free', none, 1))]),
    ),
    audio(
      'mp4 of boxes of size 7',
      joinBytes([ftyp, ...Array.from({ length: 1000 }, () => box('moov', none, 7))]),
    ),
    audio('mp4 whose box has a long size of 0', joinBytes([ftyp, longBox('moov', 0n, none)])),
    audio(
      'mp4 whose box has a long size of 2^64 - 1',
      joinBytes([ftyp, longBox('moov', 2n ** 64n - 1n, none)]),
    ),
    audio(
      'mp4 whose box has a long size of 2^53',
      joinBytes([ftyp, longBox('mdat', 2n ** 53n, none), box('moov', none)]),
    ),
    audio('mp4 whose boxes hold themselves 10,000 deep', moov(nestedBoxes('trak', 10_000))),
    audio(
      'mp4 of wave boxes 10,000 deep',
      joinBytes([trackDraft().build().subarray(0, -20), nestedBoxes('wave', 10_000)]),
    ),
    audio(
      'mp4 with 10,000 tracks',
      moov(joinBytes(Array.from({ length: 10_000 }, () => box('trak', box('mdia', none))))),
    ),
    audio(
      'mp4 with its sound before its index',
      joinBytes([ftyp, box('mdat', new Uint8Array(5000)), box('moov', none)]),
    ),
    audio('mp4 without its index', joinBytes([ftyp, box('mdat', new Uint8Array(5000))])),
    audio('mp4 of its first box only', ftyp),
    ...Array.from({ length: 10 }, (_, i) =>
      audio(`mp4 cut at ${i + 1} of 11`, m4a.subarray(0, Math.floor((m4a.length * (i + 1)) / 11))),
    ),
    ...Array.from({ length: 6 }, (_, i) =>
      audio(
        `adts with each ${i + 2}nd byte turned over`,
        adts.map((byte, at) => (at % (i + 2) === 1 && at > 7 ? byte ^ 0xff : byte)),
      ),
    ),
    audio('webm of its first element only', webmStart),
    audio(
      'webm of 400,000 empty elements',
      joinBytes([webmStart, new Uint8Array(800_000).map((_, i) => (i % 2 ? 0x80 : 0xec))]),
    ),
    audio(
      'webm whose element has the largest size',
      joinBytes([
        webmStart,
        Uint8Array.of(0x18, 0x53, 0x80, 0x67),
        vintLargest,
        Uint8Array.of(0xa3),
        vintLargest,
      ]),
    ),
    audio(
      'webm with 100,000 tracks',
      joinBytes([webmStart, ...Array.from({ length: 100_000 }, () => Uint8Array.of(0xae, 0x80))]),
    ),
    audio('webm whose size has no first bit', joinBytes([webmStart, Uint8Array.of(0xa3, 0x00, 0xff, 0xff)])),
    ...Array.from({ length: 8 }, (_, i) =>
      audio(
        `webm with each 50th byte set, ${i}`,
        webm.map((byte, at) => (at % 50 === 5 * i ? [0, 1, 0x7f, 0x80, 0xfe, 0xff, 0x40, 0xa3][i] : byte)),
      ),
    ),
  ]
}
