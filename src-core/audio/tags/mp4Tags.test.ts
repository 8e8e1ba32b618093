import { describe, expect, it } from 'vitest'
import { joinBytes } from '../byteReader'
import { readMp4Tags } from './mp4Tags'
import { encodeUtf8 } from './textDecoding'

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
const uint32 = (value: number): Uint8Array => Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value)

function box(type: string, ...content: Uint8Array[]): Uint8Array {
  const body = joinBytes(content)
  return joinBytes([uint32(8 + body.length), latin1(type), body])
}
const text = (value: string): Uint8Array => box('data', uint32(1), uint32(0), encodeUtf8(value))
const file = (...items: Uint8Array[]): Uint8Array =>
  joinBytes([
    box('ftyp', latin1('M4A ')),
    box(
      'moov',
      box('mvhd', new Uint8Array(20)),
      box('udta', box('meta', uint32(0), box('hdlr'), box('ilst', ...items))),
    ),
  ])

describe('tags of MP4 files', () => {
  it('are the texts of the list, track numbers, and names of one’s own', () => {
    const tags = readMp4Tags(
      file(
        box('\xa9nam', text('Vesti 歌')),
        box('\xa9ART', text('Caruso')),
        box('\xa9day', text('1907')),
        box('trkn', box('data', uint32(0), uint32(0), Uint8Array.of(0, 0, 0, 3, 0, 9, 0, 0))),
        box('covr', box('data', uint32(13), uint32(0), Uint8Array.of(1, 2, 3))),
        box(
          '----',
          box('mean', uint32(0), latin1('com.apple')),
          box('name', uint32(0), latin1('Matrix')),
          text('B-4285'),
        ),
      ),
    )
    expect(tags).toEqual({
      TITLE: 'Vesti 歌',
      ARTIST: 'Caruso',
      DATE: '1907',
      TRACKNUMBER: '3',
      MATRIX: 'B-4285',
    })
  })

  it('are none where there is no list, and those before the damage where it is cut', () => {
    expect(readMp4Tags(box('moov'))).toEqual({})
    expect(readMp4Tags(latin1('no box at all, but text'))).toEqual({})
    const whole = file(box('\xa9nam', text('Title')))
    for (let length = 0; length < whole.length; length++)
      expect(readMp4Tags(whole.slice(0, length))).toEqual({})
  })
})
