import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinBytes } from '../byteReader'
import { readCompressedRate } from './compressedRate'

const text = (characters: string): Uint8Array => Uint8Array.from(characters, (it) => it.charCodeAt(0))
const zeros = (count: number): Uint8Array => new Uint8Array(count)

function number32(value: number): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, value)
  return bytes
}

function box(type: string, ...parts: Uint8Array[]): Uint8Array {
  const body = joinBytes(parts)
  return joinBytes([number32(8 + body.length), text(type), body])
}

function descriptor(tag: number, ...parts: Uint8Array[]): Uint8Array {
  const body = joinBytes(parts)
  return joinBytes([Uint8Array.of(tag, 0x80, 0x80, 0x80, body.length), body])
}

function esds(config: readonly number[]): Uint8Array {
  const decoder = descriptor(4, zeros(13), descriptor(5, Uint8Array.from(config)))
  return box('esds', zeros(4), descriptor(3, zeros(3), decoder))
}

interface Parts {
  readonly scale?: number
  readonly entryRate?: number
  readonly entryType?: string
  readonly children?: readonly Uint8Array[]
  readonly handler?: string
}

function soundEntry({ entryRate = 44_100, entryType = 'mp4a', children = [] }: Parts): Uint8Array {
  const fields = joinBytes([zeros(24), number32((entryRate * 65_536) % 2 ** 32)])
  return box(entryType, fields, ...children)
}

function track(parts: Parts): Uint8Array {
  const table = box('stsd', zeros(4), number32(1), soundEntry(parts))
  const header = box('mdhd', zeros(12), number32(parts.scale ?? 1000), zeros(8))
  const handler = box('hdlr', zeros(8), text(parts.handler ?? 'soun'), zeros(12))
  return box('trak', box('tkhd', zeros(84)), box('mdia', header, handler, box('minf', box('stbl', table))))
}

const fileType = box('ftyp', text('M4A '), zeros(4))
const file = (...tracks: Uint8Array[]): Uint8Array =>
  joinBytes([fileType, box('mdat', zeros(40)), box('moov', box('mvhd', zeros(100)), ...tracks)])

/** LC, 44.1 kHz, stereo. */
const plain = [0x12, 0x10]

describe('the rate of an MP4 file', () => {
  it('is that of the decoder configuration, before all others', () => {
    expect(readCompressedRate(file(track({ entryRate: 48_000, children: [esds(plain)] })))).toBe(44_100)
  })

  it('is the rate after band replication, announced before or behind the core', () => {
    // Type 5, core 22.05 kHz, stereo, then 44.1 kHz.
    expect(readCompressedRate(file(track({ children: [esds([0x2b, 0x92, 0x08])] })))).toBe(44_100)
    // LC at 22.05 kHz, mono, and behind it the sync extension: type 5, present, 44.1 kHz.
    expect(readCompressedRate(file(track({ children: [esds([0x13, 0x88, 0x56, 0xe5, 0xa0])] })))).toBe(44_100)
    // The same without band replication.
    expect(readCompressedRate(file(track({ children: [esds([0x13, 0x88, 0x56, 0xe5, 0x00])] })))).toBe(22_050)
  })

  it('may be written out in the decoder configuration', () => {
    // LC, index 15, 37800 Hz in 24 bits, stereo.
    const rate = 37_800
    const bits = `00010${'1111'}${rate.toString(2).padStart(24, '0')}0010000`.padEnd(40, '0')
    const config = (bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2))
    expect(readCompressedRate(file(track({ children: [esds(config)] })))).toBe(rate)
  })

  it('is that of the sample entry, or the time scale, where nothing better is said', () => {
    expect(readCompressedRate(file(track({ entryRate: 32_000 })))).toBe(32_000)
    expect(readCompressedRate(file(track({ entryRate: 0, scale: 96_000 })))).toBe(96_000)
    expect(readCompressedRate(file(track({ entryRate: 0, scale: 90 })))).toBeUndefined()
  })

  it('of ALAC comes from its cookie, which also has rates that the entry cannot hold', () => {
    const cookie = box('alac', zeros(4), zeros(20), number32(96_000))
    expect(readCompressedRate(file(track({ entryRate: 0, entryType: 'alac', children: [cookie] })))).toBe(
      96_000,
    )
  })

  it('is that of the first sound track, whatever stands before it', () => {
    const video = track({ handler: 'vide', entryRate: 8000 })
    expect(readCompressedRate(file(video, track({ entryRate: 48_000 })))).toBe(48_000)
    expect(readCompressedRate(file(video))).toBeUndefined()
  })

  it('is found behind a media box with a 64-bit size', () => {
    const large = joinBytes([number32(1), text('mdat'), zeros(4), number32(56), zeros(40)])
    const movie = box('moov', track({ entryRate: 48_000 }))
    expect(readCompressedRate(joinBytes([fileType, large, movie]))).toBe(48_000)
  })
})

describe('hostile boxes', () => {
  it('with size 0, 1, less than a header or beyond the file end the walk', () => {
    for (const size of [0, 1, 7, 0xffffffff]) {
      const odd = joinBytes([fileType, number32(size), text('moov'), zeros(64)])
      expect(readCompressedRate(odd)).toBeUndefined()
    }
  })

  it('never make the reader throw, wherever a file is cut or changed', () => {
    const good = file(track({ children: [esds([0x2b, 0x92, 0x08])] }))
    fc.assert(
      fc.property(
        fc.nat(good.length),
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255))),
        (cut, edits) => {
          const bytes = good.slice()
          for (const [at, value] of edits) bytes[at] = value
          const rate = readCompressedRate(bytes.subarray(0, cut))
          if (rate === undefined) return
          expect(rate).toBeGreaterThanOrEqual(1000)
          expect(rate).toBeLessThanOrEqual(768_000)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('are read in steps that the limit bounds', () => {
    const swarm = joinBytes([
      fileType,
      ...Array.from({ length: 120_000 }, () => box('free')),
      file(track({})),
    ])
    expect(readCompressedRate(swarm)).toBeUndefined()
  })
})

describe('the rate of ADTS frames', () => {
  /** A frame of `length` bytes at 48 kHz (index 3). */
  const frame = (length: number): Uint8Array => {
    const bytes = zeros(length)
    bytes.set([
      0xff,
      0xf1,
      0x4c,
      0x80 | (length >> 11),
      (length >> 3) & 0xff,
      ((length & 7) << 5) | 0x1f,
      0xfc,
    ])
    return bytes
  }

  it('is in their header, also after a tag', () => {
    const frames = joinBytes([frame(20), frame(31), frame(20)])
    expect(readCompressedRate(frames)).toBe(48_000)
    const tag = joinBytes([text('ID3'), Uint8Array.of(4, 0, 0, 0, 0, 0, 5), zeros(5)])
    expect(readCompressedRate(joinBytes([tag, frames]))).toBe(48_000)
  })

  it('is not guessed where no frames follow one another', () => {
    expect(readCompressedRate(joinBytes([frame(20), zeros(40)]))).toBeUndefined()
    expect(readCompressedRate(zeros(0))).toBeUndefined()
  })
})
