import { describe, expect, it } from 'vitest'
import { expandALaw, expandMuLaw } from './companding'
import { joinBytes } from '../byteReader'
import { fromHex, hash16, number, numbers, wave } from './pcmFixtures.testSupport'
import { readWav } from './wav'

/*
 * The blocks below are the first ones of files that libsndfile 1.2 encoded; the hashes are those of the 16-bit
 * samples that libsndfile decodes from them (hash16 of sndfile-convert -pcm16).
 */
const gsmBlocks = fromHex(
  '07e5da628722adfe6dbb25a9e2a39b26312a1a05445a24159c6647044284a92a8d588fa971de32de975f9946f53488aa615366312da639213a' +
    '8ac432b22c1898b2481599d6164f8535edf23309760354475e3e6b2c8319b14c1b673484e2a4098c985c72e551674528b3ed797ea92c5c31' +
    '222689752768ad64ac013c37a44683b208',
)
const imaBlock = fromHex(
  '00000000777777770110000100008181a880c8a8899dc899ca880da9b20ba8a1100e190b20f8190f08b999f0899a8b0bbcc9c0d8b0191af208' +
    '9808c9900b1dac',
)
const microsoftBlock = fromHex(
  '01150036030000bf4d418f2fee2181f0f2d2dea50ed4f01d21c210c4283ff2fe31e2e219201e1110804c2000e004c020ef4e3df3d6d2d6d05f' +
    '01b201f000e3fc',
)
const coefficients = [256, 0, 512, -256, 0, 0, 192, 64, 240, 0, 460, -208, 392, -232]
const microsoftExtra = joinBytes([number(2, 32), number(2, 116), number(2, 7), numbers(2, coefficients)])

describe('lossy codecs in WAV', () => {
  it('A-law and mu-law expand to the values of G.711', () => {
    expect([0xd5, 0x55, 0xaa, 0x2a, 0x80].map(expandALaw)).toEqual([8, -8, 32256, -32256, 5504])
    expect([0xff, 0x7f, 0x80, 0x00, 0xce].map(expandMuLaw)).toEqual([0, 0, 32124, -32124, 988])
  })

  it('every A-law and mu-law byte has a value with the sign of its highest bit', () => {
    for (let code = 0; code < 128; code++) {
      expect(expandALaw(code)).toBe(-expandALaw(code | 0x80))
      expect(expandMuLaw(code) + expandMuLaw(code | 0x80)).toBe(0)
      expect(expandALaw(code)).toBeLessThan(0)
    }
  })

  it('A-law and mu-law are said to be lossy', () => {
    for (const [tag, codec] of [
      [6, 'A-law'],
      [7, 'mu-law'],
    ] as const) {
      const audio = readWav(wave({ tag, bits: 8 }, Uint8Array.of(0x12, 0xfe)))
      expect(audio.format).toEqual({ container: 'WAV', codec, sampleKind: 'lossy', bitDepth: 0 })
      expect(audio.warnings.join()).toContain(`${codec} samples are lossy`)
    }
  })

  it('GSM 6.10 decodes to the 16-bit samples of the reference', () => {
    const bytes = wave({ tag: 0x31, bits: 0, blockBytes: 65 }, gsmBlocks)
    const [channel] = readWav(bytes).channels
    expect(channel.length).toBe(640)
    expect(Array.from(channel.subarray(0, 4), (sample) => sample * 32768)).toEqual([0, 1056, 1160, 1200])
    expect(hash16(channel)).toBe(2620066072)
  })

  it('IMA ADPCM decodes to the 16-bit samples of the reference', () => {
    const [channel] = readWav(wave({ tag: 0x11, bits: 4, blockBytes: 2048 }, imaBlock)).channels
    expect(channel.length).toBe(121)
    expect(hash16(channel)).toBe(4216433104)
  })

  it('Microsoft ADPCM decodes to the 16-bit samples of the reference', () => {
    const format = { tag: 2, bits: 4, blockBytes: 2048, extra: microsoftExtra }
    const [channel] = readWav(wave(format, microsoftBlock)).channels
    expect(channel.length).toBe(116)
    expect(hash16(channel)).toBe(3124488722)
  })

  it('two ADPCM channels with the same content decode like one', () => {
    const mono = readWav(wave({ tag: 0x11, bits: 4, blockBytes: 64 }, imaBlock)).channels[0]
    const words = Array.from({ length: 16 }, (_, index) => imaBlock.subarray(4 * index, 4 * index + 4))
    const doubled = joinBytes(words.flatMap((word) => [word, word]))
    const stereo = readWav(wave({ tag: 0x11, bits: 4, blockBytes: 128, channelCount: 2 }, doubled)).channels
    expect(stereo).toEqual([mono, mono])
  })

  it('block sizes that cannot be are refused', () => {
    expect(() => readWav(wave({ tag: 0x31, bits: 0, blockBytes: 66 }, gsmBlocks))).toThrow('66 bytes')
    expect(() => readWav(wave({ tag: 0x11, bits: 4, blockBytes: 0 }, imaBlock))).toThrow('0 bytes')
    expect(() => readWav(wave({ tag: 2, bits: 4, blockBytes: 6 }, microsoftBlock))).toThrow('6 bytes')
    expect(() => readWav(wave({ tag: 2, bits: 4, blockBytes: 99, channelCount: 3 }, microsoftBlock))).toThrow(
      '3 channels',
    )
  })
})
