import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinBytes } from '../byteReader'
import { identifyAudio } from './fileType'
import { aiff, ascii, number, wave } from '../pcm/pcmFixtures.testSupport'
import { wave64Guid } from '../pcm/wave64'

const zeros = (count: number): Uint8Array => new Uint8Array(count)
/** MPEG-1 layer III, 32 kbit/s, 44.1 kHz, mono: 104 bytes a frame. */
const mp3Frame = joinBytes([Uint8Array.of(0xff, 0xfb, 0x10, 0xc0), zeros(100)])
/** AAC LC, 44.1 kHz, 32 bytes a frame. */
const adtsFrame = joinBytes([Uint8Array.of(0xff, 0xf1, 0x50, 0x40, 0x04, 0x1f, 0xfc), zeros(25)])
/** AC-3 at 48 kHz and 32 kbit/s: 128 bytes a frame. */
const ac3Frame = joinBytes([Uint8Array.of(0x0b, 0x77, 0, 0, 0x00, 0x40), zeros(122)])
const id3 = joinBytes([ascii('ID3'), Uint8Array.of(4, 0, 0, 0, 0, 0, 20), zeros(20)])
const repeat = (frame: Uint8Array, count: number): Uint8Array =>
  joinBytes(Array.from({ length: count }, () => frame))

describe('identifyAudio', () => {
  it('knows each container by its first bytes', () => {
    expect(identifyAudio(wave({}, zeros(4)))).toBe('wav')
    expect(identifyAudio(joinBytes([ascii('RIFX'), zeros(4), ascii('WAVE')]))).toBe('wav')
    expect(identifyAudio(joinBytes([ascii('BW64'), zeros(4), ascii('WAVE')]))).toBe('rf64')
    expect(identifyAudio(joinBytes([ascii(wave64Guid), zeros(8), ascii('wave')]))).toBe('wave64')
    expect(identifyAudio(aiff({ frameCount: 1, bits: 16, data: zeros(2) }))).toBe('aiff')
    expect(identifyAudio(ascii('caff\0\x01\0\0'))).toBe('caf')
    expect(identifyAudio(ascii('.snd'))).toBe('au')
    expect(identifyAudio(ascii('fLaC'))).toBe('flac')
    expect(identifyAudio(ascii('OggS'))).toBe('ogg')
    expect(identifyAudio(ascii('\x1a\x45\xdf\xa3'))).toBe('webm')
    expect(identifyAudio(joinBytes([number(4, 28, false), ascii('ftypM4A ')]))).toBe('mp4')
    expect(identifyAudio(ascii('\x30\x26\xb2\x75\x8e\x66\xcf\x11'))).toBe('asf')
  })

  it('finds frame streams only when headers follow one another', () => {
    expect(identifyAudio(repeat(mp3Frame, 2))).toBe('mpeg')
    expect(identifyAudio(repeat(adtsFrame, 2))).toBe('aac')
    expect(identifyAudio(repeat(ac3Frame, 2))).toBe('ac3')
    for (const frame of [mp3Frame, adtsFrame, ac3Frame]) {
      expect(identifyAudio(joinBytes([frame, zeros(500)]))).toBe('unknown')
    }
  })

  it('looks behind ID3v2 tags and behind kilobytes of junk', () => {
    expect(identifyAudio(joinBytes([id3, id3, repeat(mp3Frame, 2)]))).toBe('mpeg')
    expect(identifyAudio(joinBytes([id3, ascii('fLaC')]))).toBe('flac')
    const junk = zeros(5000).fill(0x2a)
    expect(identifyAudio(joinBytes([junk, repeat(mp3Frame, 3)]))).toBe('mpeg')
    expect(identifyAudio(joinBytes([junk, repeat(mp3Frame, 2)]))).toBe('unknown')
  })

  it('takes tags without audio, tags that lie about their length and other files for unknown', () => {
    const lyingTag = joinBytes([
      ascii('ID3'),
      Uint8Array.of(4, 0, 0, 0x7f, 0x7f, 0x7f, 0x7f),
      repeat(mp3Frame, 3),
    ])
    expect(identifyAudio(lyingTag)).toBe('unknown')
    expect(identifyAudio(id3)).toBe('unknown')
    expect(identifyAudio(zeros(0))).toBe('unknown')
    expect(identifyAudio(zeros(10000))).toBe('unknown')
    expect(identifyAudio(ascii('\x89PNG\r\n\x1a\n'))).toBe('unknown')
    expect(identifyAudio(joinBytes([ascii('<!doctype html>'), repeat(mp3Frame, 3)]))).toBe('unknown')
    expect(identifyAudio(joinBytes([ascii('PK\x03\x04'), repeat(mp3Frame, 3)]))).toBe('unknown')
    expect(identifyAudio(ascii('A text that merely speaks of RIFF and WAVE.'))).toBe('unknown')
  })

  it('takes random bytes for unknown', () => {
    // a fixed seed: a random start may spell a signature once in 2^32
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 0, maxLength: 4000 }),
        (bytes) => identifyAudio(bytes) === 'unknown',
      ),
      { seed: 7, numRuns: 200 },
    )
  })
})
