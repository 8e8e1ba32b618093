import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseFlacMetadata } from '@core/audio/formats/flacMetadata'
import { decodeFlac } from './flacDecoder'
import { encodeFlac } from './flacEncoder'

const folder = resolve(import.meta.dirname, 'fixtures/edge/compressed')
const intact = new Uint8Array(readFileSync(resolve(folder, 'flac-s16.flac')))
const whole = decodeFlac(intact).channels[0]

describe('decodeFlac', () => {
  it('a file cut anywhere gives an exact prefix and says what is missing', () => {
    for (let cut = intact.length - 5; cut > 9000; cut -= 4321) {
      const audio = decodeFlac(intact.slice(0, cut))
      const [samples] = audio.channels
      expect(samples.length).toBeLessThan(whole.length)
      expect(samples).toEqual(whole.subarray(0, samples.length))
      expect(audio.warnings.join()).toMatch(/missing/)
    }
  })

  it('a flipped byte silences its frame only', () => {
    const damaged = intact.slice()
    damaged[30_000] ^= 0x40
    const audio = decodeFlac(damaged)
    const [samples] = audio.channels
    expect(samples.length).toBe(whole.length)
    const wrong = Array.from(samples).filter((sample, i) => sample !== whole[i]).length
    expect(wrong).toBeGreaterThan(0)
    expect(wrong).toBeLessThanOrEqual(4096)
    expect(audio.warnings.join()).toMatch(/silence/)
  })

  it('a header that claims 2^36 samples allocates nothing for them', () => {
    const lying = intact.slice()
    lying[21] |= 0x0f
    lying.fill(0xff, 22, 26)
    const audio = decodeFlac(lying)
    expect(audio.channels[0]).toEqual(whole)
    expect(audio.warnings.join()).toMatch(/missing/)
  })

  it('sound behind an ID3v1 tag is complete', () => {
    const tagged = new Uint8Array(intact.length + 128)
    tagged.set(intact)
    tagged.set([0x54, 0x41, 0x47], intact.length)
    expect(decodeFlac(tagged).warnings).toEqual([])
  })

  it('a header without frames is no audio', async () => {
    const file = await encodeFlac([Int32Array.of(1, 2, 3)], { sampleRate: 44_100, bits: 16 })
    const audioOffset = parseFlacMetadata(file, 0)?.audioOffset
    expect(() => decodeFlac(file.slice(0, audioOffset))).toThrow(/no readable audio frame/)
  })

  it('a cut header is a damaged file', () => {
    expect(() => decodeFlac(intact.slice(0, 30))).toThrow(/STREAMINFO/)
  })
})
