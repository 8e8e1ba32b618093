import { joinBytes } from '@core/audio/byteReader'
import { oggPageChecksum } from '@core/audio/formats/ogg'
import { numberBytes } from '../draft'
import { edgeFile } from '../fixtures'
import type { HostileFile } from '../hostileFile'

function audio(name: string, bytes: Uint8Array): HostileFile {
  return { name, kind: 'audio', bytes }
}

interface PageFields {
  /** 1: goes on, 2: first, 4: last. */
  readonly flags?: number
  readonly granule?: bigint
  readonly serial?: number
  readonly sequence?: number
  readonly lacing: readonly number[]
  readonly body?: Uint8Array
}

/** A page with a right checksum, whatever else it says. */
function page({ flags = 0, granule = 0n, serial = 1, sequence = 0, lacing, body }: PageFields): Uint8Array {
  const bytes = joinBytes([
    Buffer.from([0x4f, 0x67, 0x67, 0x53, 0, flags]),
    numberBytes(granule, 8, true),
    numberBytes(serial, 4, true),
    numberBytes(sequence, 4, true),
    new Uint8Array(4),
    Uint8Array.of(lacing.length, ...lacing),
    body ?? new Uint8Array(lacing.reduce((sum, length) => sum + length, 0)),
  ])
  return withChecksum(bytes)
}

function withChecksum(bytes: Uint8Array): Uint8Array {
  bytes.set(numberBytes(oggPageChecksum(bytes), 4, true), 22)
  return bytes
}

/** The pages of a sound file, each changed and given its right checksum again. */
function rewrite(file: Uint8Array, change: (page: Uint8Array, index: number) => void): Uint8Array {
  const pages: Uint8Array[] = []
  for (let at = 0; at + 27 <= file.length;) {
    const lacing = file.subarray(at + 27, at + 27 + file[at + 26])
    const end = lacing.reduce((sum, length) => sum + length, at + 27 + lacing.length)
    const one = file.slice(at, end)
    change(one, pages.length)
    pages.push(withChecksum(one))
    at = end
  }
  return joinBytes(pages)
}

function opusHead(channels: number, family = 0, preSkip = 0): Uint8Array {
  const table = family === 0 ? [] : [channels, 0, ...Array.from({ length: channels }, (_, i) => i)]
  return joinBytes([
    Buffer.from('OpusHead'),
    Uint8Array.of(1, channels),
    numberBytes(preSkip, 2, true),
    numberBytes(48_000, 4, true),
    Uint8Array.of(0, 0, family, ...table),
  ])
}

const opusTags = joinBytes([Buffer.from('OpusTags'), new Uint8Array(8)])

/** 120 ms in two bytes: 48 frames of no bytes. */
const emptyOpus = Uint8Array.of(0x83, 48)

function opusFile(head: Uint8Array, pages: readonly Uint8Array[], tags = opusTags): Uint8Array {
  return joinBytes([
    page({ flags: 2, lacing: [head.length], body: head }),
    page({ sequence: 1, lacing: lacingOf(tags.length), body: tags }),
    ...pages,
  ])
}

function lacingOf(length: number): number[] {
  return [...Array.from({ length: Math.floor(length / 255) }, () => 255), length % 255]
}

function opusPages(
  count: number,
  packet: Uint8Array,
  granule = (index: number) => BigInt(index + 1) * 5760n * 250n,
) {
  const body = joinBytes(Array.from({ length: 250 }, () => packet))
  return Array.from({ length: count }, (_, index) =>
    page({
      flags: index === count - 1 ? 4 : 0,
      granule: granule(index),
      sequence: index + 2,
      lacing: Array.from({ length: 250 }, () => packet.length),
      body,
    }),
  )
}

/** Pages begin everywhere, each said to be as long as can be, none with a right checksum. */
function overlappingPages(count: number): Uint8Array {
  const start = joinBytes([Buffer.from('OggS'), new Uint8Array(22), Uint8Array.of(255)])
  return joinBytes([...Array.from({ length: count }, () => start), new Uint8Array(70_000).fill(255)])
}

function chain(count: number): Uint8Array {
  const head = opusHead(1)
  return joinBytes(
    Array.from({ length: count }, (_, serial) =>
      joinBytes([
        page({ flags: 2, serial, lacing: [head.length], body: head }),
        page({ serial, sequence: 1, lacing: [opusTags.length], body: opusTags }),
        page({ flags: 4, serial, sequence: 2, granule: 5760n, lacing: [2], body: emptyOpus }),
      ]),
    ),
  )
}

const granules: Readonly<Record<string, bigint>> = {
  zero: 0n,
  'minus one': -1n,
  'the largest': 2n ** 63n - 1n,
  'the smallest': -(2n ** 63n),
  'two hours ahead': 345_600_000n,
}

export async function oggFiles(): Promise<HostileFile[]> {
  const vorbis = await edgeFile('compressed/vorbis.ogg')
  const opus = await edgeFile('compressed/opus.opus')
  const flac = await edgeFile('compressed/flac-in-ogg.oga')
  const set =
    (offset: number, value: number, only = 0) =>
    (one: Uint8Array, index: number) => {
      if (index === only) one[offset] = value
    }
  const granuleSet = (value: bigint) => (one: Uint8Array, index: number) => {
    if (index > 1) one.set(numberBytes(value, 8, true), 6)
  }
  return [
    audio('ogg of one empty page', page({ flags: 6, lacing: [] })),
    audio(
      'ogg of 20,000 pages without a segment',
      joinBytes(Array.from({ length: 20_000 }, (_, i) => page({ sequence: i, lacing: [] }))),
    ),
    audio(
      'ogg of 20,000 streams without a packet',
      joinBytes(Array.from({ length: 20_000 }, (_, i) => page({ flags: 2, serial: i, lacing: [] }))),
    ),
    audio('ogg of pages that begin everywhere', overlappingPages(12_000)),
    audio(
      'ogg of packets of no bytes',
      opusFile(opusHead(1), [
        page({ flags: 4, granule: 1n, sequence: 2, lacing: Array.from({ length: 255 }, () => 0) }),
      ]),
    ),
    audio(
      'ogg whose packet never ends',
      opusFile(
        opusHead(1),
        Array.from({ length: 20 }, (_, i) =>
          page({ flags: 1, granule: -1n, sequence: i + 2, lacing: Array.from({ length: 255 }, () => 255) }),
        ),
      ),
    ),
    audio('ogg of 3,000 chained streams', chain(3000)),
    audio('opus of silence: an hour in 90 KB', opusFile(opusHead(1), opusPages(120, emptyOpus))),
    audio('opus of silence in 8 channels: 5 minutes', opusFile(opusHead(8, 1), opusPages(10, emptyOpus))),
    ...[0, 3, 8, 9, 255].map((channels) =>
      audio(`opus of ${channels} channels`, opusFile(opusHead(channels), opusPages(1, emptyOpus))),
    ),
    ...[9, 255].map((channels) =>
      audio(
        `opus of ${channels} channels in family 255`,
        opusFile(opusHead(channels, 255), opusPages(1, emptyOpus)),
      ),
    ),
    audio(
      'opus that skips more than it has',
      opusFile(opusHead(1, 0, 65_535), opusPages(1, emptyOpus).slice(0, 1)),
    ),
    audio(
      'opus with 2^32 - 1 comments',
      opusFile(
        opusHead(1),
        opusPages(1, emptyOpus),
        joinBytes([Buffer.from('OpusTags'), new Uint8Array(4), new Uint8Array(4).fill(255)]),
      ),
    ),
    audio(
      'opus with a comment of 4 GiB',
      opusFile(
        opusHead(1),
        opusPages(1, emptyOpus),
        joinBytes([Buffer.from('OpusTags'), new Uint8Array(4).fill(255)]),
      ),
    ),
    audio(
      'opus of random packets',
      opusFile(
        opusHead(2),
        opusPages(
          2,
          Uint8Array.from({ length: 200 }, (_, i) => (i * i * 31 + 7) & 255),
        ),
      ),
    ),
    ...Object.entries(granules).flatMap(([name, value]) => [
      audio(`ogg vorbis whose granules are ${name}`, rewrite(vorbis, granuleSet(value))),
      audio(`ogg opus whose granules are ${name}`, rewrite(opus, granuleSet(value))),
    ]),
    ...[0, 2, 9, 64, 65, 255].map((channels) =>
      audio(`ogg vorbis of ${channels} channels`, rewrite(vorbis, set(28 + 11, channels))),
    ),
    ...[
      [0, 0, 0, 0],
      [255, 255, 255, 255],
      [1, 0, 0, 0],
      [0, 0, 0, 128],
    ].map((rate) =>
      audio(
        `ogg vorbis with the rate bytes ${rate.join(' ')}`,
        rewrite(vorbis, (one, index) => {
          if (index === 0) one.set(rate, 28 + 12)
        }),
      ),
    ),
    ...[0x00, 0x11, 0xdd, 0xff, 0x8b].map((sizes) =>
      audio(`ogg vorbis with the block sizes ${sizes}`, rewrite(vorbis, set(28 + 28, sizes))),
    ),
    ...Array.from({ length: 12 }, (_, i) =>
      audio(
        `ogg vorbis with its set-up spoilt, ${i}`,
        rewrite(vorbis, (one, index) => {
          if (index === 1) for (let at = 150 + 37 * i; at < one.length; at += 211) one[at] ^= 0x5a
        }),
      ),
    ),
    audio(
      'ogg vorbis without its set-up',
      rewrite(vorbis, (one, index) => {
        if (index === 1) one[5] = 4
      }).subarray(0, 58),
    ),
    audio(
      'ogg vorbis all of whose pages are the first',
      rewrite(vorbis, (one) => {
        one[5] = 2
      }),
    ),
    audio(
      'ogg vorbis all of whose pages have one number',
      rewrite(vorbis, (one) => {
        one.fill(0, 18, 22)
      }),
    ),
    audio(
      'ogg vorbis whose page numbers run backwards',
      rewrite(vorbis, (one, index) => {
        one.set(numberBytes(1_000_000 - index, 4, true), 18)
      }),
    ),
    audio('ogg flac whose inner header claims 256 packets', rewrite(flac, set(28 + 7, 1))),
    audio('ogg flac without its inner marker', rewrite(flac, set(28 + 9, 0))),
    audio('ogg opus and vorbis one after the other', joinBytes([opus, vorbis])),
    audio('ogg vorbis 40 times', joinBytes(Array.from({ length: 40 }, () => vorbis))),
  ]
}
