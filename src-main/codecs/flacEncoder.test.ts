import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseFlacMetadata } from '@core/audio/formats/flacMetadata'
import { decodeFlac } from './flacDecoder'
import { createFlacEncoder, encodeFlac } from './flacEncoder'

/** Integers that a decoder gives back, from its samples. */
function integers(samples: ArrayLike<number>, bits: number): Int32Array {
  return Int32Array.from(samples, (sample) => sample * 2 ** (bits - 1))
}

/** A tone with full-scale peaks of both signs. */
function tone(length: number, bits: number, step: number): Int32Array {
  const scale = 2 ** (bits - 1)
  return Int32Array.from({ length }, (_, i) => {
    if (i % 977 === 5) return i % 2 === 0 ? -scale : scale - 1
    return Math.round(0.8 * (scale - 1) * Math.sin(i * step))
  })
}

describe('encodeFlac', () => {
  it.each([8, 16, 24] as const)('%i-bit integers come back exactly, at any length', async (bits) => {
    for (const length of [1, 4095, 4096, 4097, 70_001]) {
      const channels = [tone(length, bits, 0.01), tone(length, bits, 0.023)]
      const audio = decodeFlac(await encodeFlac(channels, { sampleRate: 44_100, bits }))
      expect(audio.warnings).toEqual([])
      expect(audio.format.bitDepth).toBe(bits)
      expect(audio.channels.map((channel) => integers(channel, bits))).toEqual(channels)
    }
  })

  it('any 16-bit integers come back exactly', async () => {
    const samples = fc.array(fc.integer({ min: -32_768, max: 32_767 }), { minLength: 1, maxLength: 300 })
    await fc.assert(
      fc.asyncProperty(samples, async (values) => {
        const audio = decodeFlac(
          await encodeFlac([Int32Array.from(values)], { sampleRate: 22_050, bits: 16 }),
        )
        expect([...integers(audio.channels[0], 16)]).toEqual(values)
      }),
      { numRuns: 50 },
    )
  })

  it('refuses a sample rate that FLAC cannot hold', async () => {
    await expect(encodeFlac([tone(10, 16, 0.1)], { sampleRate: 700_001, bits: 16 })).rejects.toMatchObject({
      code: 'bad-argument',
    })
  })
})

describe('createFlacEncoder', () => {
  it('blocks of any length make one file, with tags, true length, frame sizes and MD5', async () => {
    const samples = tone(20_000, 24, 0.02)
    const tags = { TITLE: 'Vesti la giubba – 雨', DATE: '1907' }
    const format = { sampleRate: 96_000, channelCount: 1, frameCount: 20_000, bits: 24, tags } as const
    const encoder = await createFlacEncoder(format)
    const parts = [encoder.start()]
    for (const [from, to] of [
      [0, 1],
      [1, 5000],
      [5000, 20_000],
    ]) {
      parts.push(encoder.encode([samples.subarray(from, to)]))
    }
    const end = encoder.finish()
    const file = new Uint8Array(Buffer.concat([...parts, end.bytes]))
    for (const patch of end.patches) file.set(patch.bytes, patch.offset)

    const metadata = parseFlacMetadata(file, 0)
    expect(metadata?.streamInfo).toMatchObject({
      sampleRate: 96_000,
      bitsPerSample: 24,
      totalSamples: 20_000,
    })
    expect(metadata?.streamInfo.md5.some((byte) => byte !== 0)).toBe(true)
    const audio = decodeFlac(file)
    expect(audio.tags).toEqual(tags)
    expect(audio.warnings).toEqual([])
    expect(integers(audio.channels[0], 24)).toEqual(samples)
  })

  it('leaves the global fetch in place', async () => {
    await encodeFlac([tone(10, 16, 0.1)], { sampleRate: 44_100, bits: 16 })
    expect(typeof globalThis.fetch).toBe('function')
  })
})
