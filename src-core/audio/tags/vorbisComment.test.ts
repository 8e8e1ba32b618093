import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeVorbisComment, readVorbisComment } from './vorbisComment'
import { encodeUtf8 } from './textDecoding'

describe('Vorbis comments', () => {
  it('any text comes back as it was written', () => {
    const key = fc.stringMatching(/^[A-Z][A-Z0-9_]{0,11}$/)
    const value = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => text.trim() === text)
    const tags = fc.dictionary(key, value, { noNullPrototype: true })
    fc.assert(
      fc.property(tags, (given) => {
        expect(readVorbisComment(encodeVorbisComment(given, 'vendor'))).toEqual(given)
      }),
    )
  })

  it('the values of a repeated key are joined', () => {
    const once = encodeVorbisComment({ ARTIST: 'Caruso' }, '')
    const comment = once.subarray(8)
    const twice = new Uint8Array([...once, ...comment])
    twice.set([2], 4)
    expect(readVorbisComment(twice)).toEqual({ ARTIST: 'Caruso; Caruso' })
  })

  it('pictures are left out', () => {
    expect(readVorbisComment(encodeVorbisComment({ METADATA_BLOCK_PICTURE: 'AAAA' }, ''))).toEqual({})
  })

  it('a list cut anywhere gives the comments before the cut', () => {
    const bytes = encodeVorbisComment({ TITLE: 'one', DATE: '1907' }, 'v')
    for (let length = 0; length < bytes.length; length++) {
      expect({ TITLE: 'one', DATE: '1907' }).toMatchObject(readVorbisComment(bytes.subarray(0, length)))
    }
  })

  it('a length beyond the end is not followed', () => {
    const bytes = Uint8Array.of(0, 0, 0, 0, 1, 0, 0, 0, 0xff, 0xff, 0xff, 0x7f, ...encodeUtf8('A=b'))
    expect(readVorbisComment(bytes)).toEqual({})
  })
})
