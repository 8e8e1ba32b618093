import { describe, expect, it } from 'vitest'
import { joinBytes } from '../byteReader'
import { id3v2Length, readId3v2 } from './id3Tags'
import { ascii, chunk, number, riff, samples16, waveFormat } from '../pcm/pcmFixtures.testSupport'
import { TagCollector } from './tagCollector'
import { decodeText, decodeUtf8, encodeUtf8 } from './textDecoding'
import { readWav } from '../pcm/wav'

const sound = [chunk('fmt ', waveFormat()), chunk('data', samples16([1, 2]))]

function tagsOf(...chunks: Uint8Array[]): Readonly<Record<string, string>> {
  return readWav(riff([...sound, ...chunks])).tags
}

function syncsafe(value: number): Uint8Array {
  return Uint8Array.of((value >> 21) & 0x7f, (value >> 14) & 0x7f, (value >> 7) & 0x7f, value & 0x7f)
}

/** An ID3v2 tag of the frames given, with the sizes of its version. */
function id3(version: 3 | 4, frames: readonly (readonly [string, Uint8Array])[], flags = 0): Uint8Array {
  const size = (length: number): Uint8Array => (version === 4 ? syncsafe(length) : number(4, length, false))
  const body = joinBytes(
    frames.flatMap(([id, content]) => [ascii(id), size(content.length), Uint8Array.of(0, 0), content]),
  )
  return joinBytes([ascii('ID3'), Uint8Array.of(version, 0, flags), syncsafe(body.length), body])
}

describe('text', () => {
  it('is UTF-8 when it is valid UTF-8, else Latin-1', () => {
    expect(decodeText(ascii('Caf\xe9'))).toBe('Café')
    expect(decodeText(ascii('Caf\xc3\xa9'))).toBe('Café')
    expect(decodeText(encodeUtf8('雨 🎺'))).toBe('雨 🎺')
  })

  it('overlong forms, surrogates, cut sequences and values above U+10FFFF are not UTF-8', () => {
    for (const bytes of [
      '\xc0\x80',
      '\xe0\x80\x80',
      '\xed\xa0\x80',
      '\xf4\x90\x80\x80',
      '\xe2\x82',
      '\x80',
    ]) {
      expect(decodeUtf8(ascii(bytes))).toBeNull()
    }
  })

  it('every code point survives encoding and decoding', () => {
    for (let point = 0; point <= 0x10ffff; point += 97) {
      const text = String.fromCodePoint(point)
      if (point >= 0xd800 && point <= 0xdfff) expect(encodeUtf8(text)).toEqual(encodeUtf8('\ufffd'))
      else expect(decodeUtf8(encodeUtf8(text))).toBe(text)
    }
  })
})

describe('tags of WAV files', () => {
  it('come from LIST INFO, unknown names included', () => {
    const info = ['INAMSong', 'IARTBand', 'ICRD1921', 'IXYZmore'].map((text) =>
      chunk(text.slice(0, 4), ascii(`${text.slice(4)}\0`)),
    )
    expect(tagsOf(chunk('LIST', joinBytes([ascii('INFO'), ...info])))).toEqual({
      TITLE: 'Song',
      ARTIST: 'Band',
      DATE: '1921',
      IXYZ: 'more',
    })
  })

  it('come from the bext chunk', () => {
    const bext = joinBytes([
      ascii('A transfer'.padEnd(256, '\0')),
      ascii('Archive'.padEnd(32, '\0')),
      new Uint8Array(314),
    ])
    expect(tagsOf(chunk('bext', bext))).toEqual({ DESCRIPTION: 'A transfer', ORIGINATOR: 'Archive' })
  })

  it('come from an id3 chunk', () => {
    expect(tagsOf(chunk('id3 ', id3(3, [['TIT2', ascii('\x00Song')]])))).toEqual({ TITLE: 'Song' })
  })

  it('are left out beyond 1 MiB', () => {
    const tags = new TagCollector()
    tags.add('TITLE', 'x'.repeat(1 << 20))
    tags.add('ARTIST', 'Band')
    expect(tags.toTags()).toEqual({ ARTIST: 'Band' })
  })
})

describe('readId3v2', () => {
  it('reads all four text encodings and the comment without its description', () => {
    const tag = id3(4, [
      ['TIT2', ascii('\x00Caf\xe9')],
      ['TPE1', ascii('\x01\xff\xfe\xe8\x96')],
      ['TALB', ascii('\x02\x96\xe8')],
      ['TDRC', ascii('\x031921\x001922')],
      ['COMM', ascii('\x00engwhat\x00A note')],
      ['APIC', ascii('\x00picture')],
    ])
    expect(readId3v2(tag)).toEqual({
      TITLE: 'Café',
      ARTIST: '雨',
      ALBUM: '雨',
      DATE: '1921; 1922',
      COMMENT: 'A note',
    })
  })

  it('undoes unsynchronisation', () => {
    const tag = id3(3, [['TPE1', ascii('\x01\xff\x00\xfe\xe8\x96')]], 0x80)
    // the frame size counts the bytes before unsynchronisation
    tag[10 + 7] = 5
    expect(readId3v2(tag)).toEqual({ ARTIST: '雨' })
  })

  it('reads ID3v2.2 names', () => {
    const frame = joinBytes([ascii('TT2'), Uint8Array.of(0, 0, 5), ascii('\x00Song')])
    const tag = joinBytes([ascii('ID3'), Uint8Array.of(2, 0, 0), syncsafe(frame.length), frame])
    expect(readId3v2(tag)).toEqual({ TITLE: 'Song' })
  })

  it('stops at frames that reach beyond the tag, and sees no tag in other bytes', () => {
    const tag = id3(4, [['TIT2', ascii('\x00Song')]])
    expect(readId3v2(tag.subarray(0, tag.length - 1))).toEqual({})
    expect(readId3v2(ascii('no tag at all'))).toEqual({})
    expect(id3v2Length(ascii('ID3\x04\x00\x00\x80\x00\x00\x00'), 0)).toBe(0)
  })
})
