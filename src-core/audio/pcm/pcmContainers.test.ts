import { describe, expect, it } from 'vitest'
import { readAiff } from './aiff'
import { readAu } from './au'
import { joinBytes } from '../byteReader'
import { readCaf } from './caf'
import { aiff, ascii, chunk, number, numbers, waveFormat } from './pcmFixtures.testSupport'
import { readWave64, wave64Guid } from './wave64'

const values = [1, -2, 8388607]
const expected = values.map((value) => value / 8388608)
const tail = '\xf3\xac\xd3\x11\x8c\xd1\x00\xc0\x4f\x8e\xdb\x8a'

function floats(count: 4 | 8, list: readonly number[], littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(count * list.length))
  list.forEach((value, index) =>
    count === 4
      ? view.setFloat32(4 * index, value, littleEndian)
      : view.setFloat64(8 * index, value, littleEndian),
  )
  return new Uint8Array(view.buffer)
}

function wave64(data: Uint8Array, size = data.length + 24): Uint8Array {
  const format = waveFormat({ bits: 24 })
  const body = joinBytes([
    ascii('wave'),
    ascii(tail),
    ascii(`fmt ${tail}`),
    number(8, 24 + format.length),
    format,
    ascii(`data${tail}`),
    number(8, size),
    data,
  ])
  return joinBytes([ascii(wave64Guid), number(8, 24 + body.length), body])
}

function caf([flags, bits]: readonly [number, number], data: Uint8Array, size = data.length + 4): Uint8Array {
  const big = (count: number, value: number): Uint8Array => number(count, value, false)
  const rate = floats(8, [44100], false)
  const fields = [ascii('lpcm'), numbers(4, [flags, bits / 8, 1, 1, bits], false)]
  const info = ascii('\0\0\0\x01title\0Aria\0')
  return joinBytes([
    ascii('caff\0\x01\0\0desc'),
    big(8, 32),
    rate,
    ...fields,
    ascii('info'),
    big(8, info.length),
    info,
    ascii('data'),
    size < 0 ? new Uint8Array(8).fill(0xff) : big(8, size),
    big(4, 0),
    data,
  ])
}

function au(encoding: number, data: Uint8Array, size = data.length): Uint8Array {
  const header = numbers(4, [32, size, encoding, 44100, 1], false)
  return joinBytes([ascii('.snd'), header, ascii('A note\0\0'), data])
}

const plain = (channel: ArrayLike<number>): number[] => Array.from(channel)

describe('Wave64', () => {
  it('decodes to the exact integers', () => {
    const audio = readWave64(wave64(numbers(3, values)))
    expect(plain(audio.channels[0])).toEqual(expected)
    expect(audio.format.container).toBe('Wave64')
    expect(audio.warnings).toEqual([])
  })

  it('reads what is there for sizes of 0, of 2^62 and below the header', () => {
    for (const size of [2 ** 62, 24]) {
      const audio = readWave64(wave64(numbers(3, values), size))
      expect(plain(audio.channels[0])).toEqual(expected)
      expect(audio.warnings).toHaveLength(1)
    }
    expect(plain(readWave64(wave64(numbers(3, values), 0)).channels[0])).toEqual(expected)
  })
})

describe('AIFF', () => {
  const base = { frameCount: 3, bits: 24 }

  it('decodes big-endian and little-endian integers exactly', () => {
    const big = numbers(3, values, false)
    const little = numbers(3, values)
    expect(plain(readAiff(aiff({ ...base, data: big })).channels[0])).toEqual(expected)
    expect(plain(readAiff(aiff({ ...base, data: big, compression: 'in24' })).channels[0])).toEqual(expected)
    expect(plain(readAiff(aiff({ ...base, data: little, compression: 'sowt' })).channels[0])).toEqual(
      expected,
    )
    expect(plain(readAiff(aiff({ ...base, data: little, compression: '42ni' })).channels[0])).toEqual(
      expected,
    )
  })

  it('decodes signed and unsigned bytes and both floats', () => {
    const bytes = Uint8Array.of(0x80, 0x40)
    const two = { frameCount: 2, bits: 8 }
    expect(plain(readAiff(aiff({ ...two, data: bytes })).channels[0])).toEqual([-1, 0.5])
    expect(plain(readAiff(aiff({ ...two, data: bytes, compression: 'raw ' })).channels[0])).toEqual([0, -0.5])
    const fl64 = aiff({ ...two, data: floats(8, [0.1, -3], false), compression: 'fl64' })
    expect(plain(readAiff(fl64).channels[0])).toEqual([0.1, -3])
    const fl32 = aiff({ ...two, data: floats(4, [0.25, -3], false), compression: 'FL32' })
    expect(plain(readAiff(fl32).channels[0])).toEqual([0.25, -3])
  })

  it('reads the 80-bit sample rate and refuses infinity and 0', () => {
    const data = numbers(3, values, false)
    expect(readAiff(aiff({ ...base, data })).sampleRate).toBe(44100)
    const infinite = Uint8Array.of(0x7f, 0xff, 0, 0, 0, 0, 0, 0, 0, 0)
    for (const rate of [infinite, new Uint8Array(10)]) {
      expect(() => readAiff(aiff({ ...base, data, rate }))).toThrow('sample rate')
    }
  })

  it('keeps the text chunks as tags and shows contradicting lengths', () => {
    const more = ['NAME', 'AUTH', 'ANNO'].map((id) => chunk(id, ascii(`${id}!`), { littleEndian: false }))
    const audio = readAiff(aiff({ bits: 24, frameCount: 99, data: numbers(3, values, false), more }))
    expect(audio.tags).toEqual({ TITLE: 'NAME!', ARTIST: 'AUTH!', COMMENT: 'ANNO!' })
    expect(audio.warnings.join()).toContain('99 samples')
  })

  it('takes a counted pad byte for padding', () => {
    const bytes = aiff({ frameCount: 1, bits: 24, data: Uint8Array.of(0, 0, 1, 0) })
    const audio = readAiff(bytes)
    expect(plain(audio.channels[0])).toEqual([2 ** -23])
    expect(audio.warnings).toEqual([])
  })

  it('names the missing part of a cut file and refuses foreign compression', () => {
    const data = new Uint8Array(3 * 44100)
    const bytes = aiff({ bits: 24, frameCount: 44100, data })
    expect(readAiff(bytes.subarray(0, bytes.length - 3 * 11025)).warnings).toEqual([
      '0.25 s of 1.00 s are missing: the file ends too early.',
    ])
    expect(() => readAiff(aiff({ ...base, data, compression: 'ima4' }))).toThrow('ima4')
  })
})

describe('CAF', () => {
  it('decodes integers and floats of both byte orders and keeps the strings', () => {
    expect(plain(readCaf(caf([0, 24], numbers(3, values, false))).channels[0])).toEqual(expected)
    expect(plain(readCaf(caf([2, 24], numbers(3, values))).channels[0])).toEqual(expected)
    expect(plain(readCaf(caf([1, 32], floats(4, [0.5, -2], false))).channels[0])).toEqual([0.5, -2])
    const audio = readCaf(caf([3, 64], floats(8, [0.1, -2], true)))
    expect(plain(audio.channels[0])).toEqual([0.1, -2])
    expect(audio.tags).toEqual({ TITLE: 'Aria' })
    expect(audio.warnings).toEqual([])
  })

  it('reads to the end for a size of -1 and names what is missing otherwise', () => {
    const data = numbers(3, values, false)
    expect(readCaf(caf([0, 24], data, -1)).warnings).toEqual([])
    expect(readCaf(caf([0, 24], data, 4 + 12)).warnings).toEqual([
      '1 of 4 samples are missing: the file ends too early.',
    ])
  })
})

describe('AU', () => {
  it('decodes integers, floats and mu-law and keeps the note', () => {
    const audio = readAu(au(4, numbers(3, values, false)))
    expect(plain(audio.channels[0])).toEqual(expected)
    expect(audio.tags).toEqual({ COMMENT: 'A note' })
    expect(audio.warnings).toEqual([])
    expect(plain(readAu(au(7, floats(8, [0.1], false))).channels[0])).toEqual([0.1])
    expect(readAu(au(1, Uint8Array.of(0x80))).channels[0][0]).toBe(32124 / 32768)
  })

  it('reads to the end for an unknown size and names what is missing otherwise', () => {
    const data = numbers(3, values, false)
    expect(readAu(au(4, data, 0xffffffff)).warnings).toEqual([])
    expect(readAu(au(4, data, 12)).warnings).toEqual(['1 of 4 samples are missing: the file ends too early.'])
    expect(() => readAu(au(23, data))).toThrow('AU code 23')
  })
})
