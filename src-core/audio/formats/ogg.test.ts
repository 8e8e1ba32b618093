import { describe, expect, it } from 'vitest'
import { oggPageChecksum, parseOgg } from './ogg'

interface PageOptions {
  readonly flags?: number
  readonly granule?: number
  readonly sequence: number
  readonly lacing: readonly number[]
}

/** A page whose body counts up from its sequence number. */
function page({ flags = 0, granule = 0, sequence, lacing }: PageOptions): number[] {
  const body = lacing.flatMap((length) => Array.from({ length }, (_, i) => (sequence + i) & 255))
  const bytes = new Uint8Array([
    0x4f,
    0x67,
    0x67,
    0x53,
    ...new Array<number>(22).fill(0),
    lacing.length,
    ...lacing,
    ...body,
  ])
  const view = new DataView(bytes.buffer)
  bytes[5] = flags
  view.setBigInt64(6, BigInt(granule), true)
  view.setUint32(18, sequence, true)
  view.setUint32(22, oggPageChecksum(bytes), true)
  return [...bytes]
}

const first = page({ flags: 2, sequence: 0, lacing: [5] })
const second = page({ granule: 100, sequence: 1, lacing: [3, 4] })
const last = page({ flags: 4, granule: 200, sequence: 2, lacing: [6] })

describe('parseOgg', () => {
  it('a whole stream gives every packet, granules on the last of each page, and its end', () => {
    const { streams, damagedPages, cut } = parseOgg(new Uint8Array([...first, ...second, ...last]))
    expect(streams).toHaveLength(1)
    expect(streams[0].packets.map((packet) => packet.bytes.length)).toEqual([5, 3, 4, 6])
    expect(streams[0].packets.map((packet) => packet.granule)).toEqual([0, -1, 100, 200])
    expect({ ended: streams[0].ended, damagedPages, cut }).toEqual({
      ended: true,
      damagedPages: 0,
      cut: false,
    })
  })

  it('a packet over two pages is joined', () => {
    const start = page({ flags: 2, sequence: 0, lacing: [255] })
    const rest = page({ flags: 5, sequence: 1, lacing: [10] })
    const { streams } = parseOgg(new Uint8Array([...start, ...rest]))
    expect(streams[0].packets.map((packet) => packet.bytes.length)).toEqual([265])
  })

  it('a page with a wrong checksum is dropped and the packet behind it is marked', () => {
    const broken = [...second]
    broken[broken.length - 1] ^= 1
    const { streams, damagedPages } = parseOgg(new Uint8Array([...first, ...broken, ...last]))
    expect(damagedPages).toBe(1)
    expect(streams[0].lostPages).toBe(1)
    expect(streams[0].packets.map((packet) => packet.afterLoss)).toEqual([false, true])
  })

  it('a file that ends inside a page says so', () => {
    const file = new Uint8Array([...first, ...second, ...last])
    const { streams, cut } = parseOgg(file.subarray(0, file.length - 1))
    expect({ cut, ended: streams[0].ended }).toEqual({ cut: true, ended: false })
  })

  it('a second begin of stream starts a second stream', () => {
    const { streams } = parseOgg(new Uint8Array([...first, ...last, ...first, ...last]))
    expect(streams.map((stream) => stream.packets.length)).toEqual([2, 2])
  })
})
