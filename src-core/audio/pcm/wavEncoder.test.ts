import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ByteReader, joinBytes } from '../byteReader'
import { readWav } from './wav'
import { createWavEncoder, writeWav } from './wavEncoder'

const ramp = (count: number): Int32Array => Int32Array.from({ length: count }, (_, index) => index - 3)

/** Random integers of `bits` as samples. */
function samplesOf(bits: number): fc.Arbitrary<Float64Array> {
  const scale = 2 ** (bits - 1)
  return fc
    .array(fc.integer({ min: -scale, max: scale - 1 }), { minLength: 1, maxLength: 50 })
    .map((values) => Float64Array.from(values, (value) => value / scale))
}

describe('writeWav', () => {
  it.each([8, 16, 24, 32] as const)('%i-bit integers come back exactly', (bits) => {
    fc.assert(
      fc.property(samplesOf(bits), (samples) => {
        const audio = readWav(writeWav({ sampleRate: 44100, channels: [samples, samples] }, bits))
        expect(audio.channels.map((channel) => Array.from(channel))).toEqual([
          Array.from(samples),
          Array.from(samples),
        ])
        expect(audio.format).toEqual({
          container: 'WAV',
          codec: 'PCM',
          sampleKind: 'integer',
          bitDepth: bits,
        })
        expect(audio.warnings).toEqual([])
      }),
      { numRuns: 50 },
    )
  })

  it('32- and 64-bit floats come back exactly', () => {
    const within = { min: -1e6, max: 1e6, noNaN: true }
    fc.assert(
      fc.property(
        fc.float32Array({ ...within, minLength: 1 }),
        fc.float64Array({ ...within, minLength: 1 }),
        (single, double) => {
          const singles = readWav(writeWav({ sampleRate: 8000, channels: [single] }, '32f'))
          expect(singles.channels[0]).toEqual(single)
          const doubles = readWav(writeWav({ sampleRate: 8000, channels: [double] }, '64f'))
          expect(doubles.channels[0]).toEqual(double)
          expect([...singles.warnings, ...doubles.warnings]).toEqual([])
        },
      ),
      { numRuns: 50 },
    )
  })

  it('rounds and clamps to the word length', () => {
    const samples = Float32Array.of(1, -1.5, 0.4 / 32768, 0.6 / 32768)
    const [channel] = readWav(writeWav({ sampleRate: 44100, channels: [samples] }, 16)).channels
    expect(Array.from(channel, (sample) => sample * 32768)).toEqual([32767, -32768, 0, 1])
  })

  it('tags come back, in any script', () => {
    const tags = {
      TITLE: 'Été',
      ARTIST: 'Ж',
      ALBUM: 'A',
      DATE: '1921',
      COMMENT: '雨の日 🎺',
      ENCODER: 'Shellac',
    }
    const source = {
      sampleRate: 44100,
      channels: [Float32Array.of(0)],
      tags: { ...tags, MOOD: 'no INFO name' },
    }
    expect(readWav(writeWav(source, 16)).tags).toEqual(tags)
  })
})

describe('createWavEncoder', () => {
  it.each([
    [16, 1, 1],
    [16, 2, 1],
    [16, 6, 0xfffe],
    [24, 1, 0xfffe],
  ] as const)('%i bits in %i channels have the format tag %i', (bits, channelCount, tag) => {
    const header = createWavEncoder({
      sampleRate: 44100,
      channelCount,
      frameCount: 1,
      bits,
      tags: {},
    }).start()
    expect(new ByteReader(header, true).uint16(20)).toBe(tag)
  })

  it('blocks of any size give the file that one block gives, padded to an even length', () => {
    const options = {
      sampleRate: 48000,
      channelCount: 1,
      frameCount: 7,
      bits: 24,
      tags: { TITLE: 'T' },
    } as const
    const whole = ramp(7)
    const encode = (blocks: readonly Int32Array[]): Uint8Array => {
      const encoder = createWavEncoder(options)
      const parts = [encoder.start(), ...blocks.map((block) => encoder.encode([block]))]
      const end = encoder.finish()
      expect(end.patches).toEqual([])
      return joinBytes([...parts, end.bytes])
    }
    const once = encode([whole])
    expect(encode([whole.subarray(0, 2), whole.subarray(2, 3), whole.subarray(3)])).toEqual(once)
    expect(once.length % 2).toBe(0)
    expect(new ByteReader(once, true).uint32(4)).toBe(once.length - 8)
    expect(Array.from(readWav(once).channels[0], (sample) => sample * 2 ** 23)).toEqual(Array.from(whole))
  })

  it('float files have a fact chunk with the number of frames', () => {
    const encoder = createWavEncoder({
      sampleRate: 48000,
      channelCount: 2,
      frameCount: 2,
      bits: '32f',
      tags: {},
    })
    const channel = Float32Array.of(0.1, -2)
    const bytes = joinBytes([encoder.start(), encoder.encode([channel, channel]), encoder.finish().bytes])
    const reader = new ByteReader(bytes, true)
    expect(reader.characters(38, 4)).toBe('fact')
    expect(reader.uint32(46)).toBe(2)
    expect(readWav(bytes).channels).toEqual([channel, channel])
  })

  it('lengths beyond 4 GiB become RF64 with the lengths in ds64', () => {
    const frameCount = 2 ** 31
    const options = { sampleRate: 96000, channelCount: 2, bits: 24, tags: {} } as const
    const header = createWavEncoder({ ...options, frameCount }).start()
    const reader = new ByteReader(header, true)
    expect(reader.characters(0, 4)).toBe('RF64')
    expect(reader.uint32(4)).toBe(0xffffffff)
    expect(reader.characters(12, 4)).toBe('ds64')
    expect(reader.uint64(20)).toBe(header.length - 8 + frameCount * 6)
    expect(reader.uint64(28)).toBe(frameCount * 6)
    expect(reader.uint64(36)).toBe(frameCount)
    expect(reader.uint32(header.length - 4)).toBe(0xffffffff)
    const cut = readWav(joinBytes([header, new Uint8Array(12)]))
    expect(cut.channels[0].length).toBe(2)
    expect(cut.warnings.join()).toContain('22369.62 s of 22369.62 s are missing')
    const plain = createWavEncoder({ ...options, frameCount: 1 }).start()
    expect(new ByteReader(plain, true).characters(0, 4)).toBe('RIFF')
  })

  it('more, fewer or other samples than promised are errors', () => {
    const options = { sampleRate: 44100, channelCount: 1, frameCount: 2, bits: 16, tags: {} } as const
    expect(() => createWavEncoder(options).encode([ramp(3)])).toThrow('3 frames')
    expect(() => createWavEncoder(options).finish()).toThrow('0 frames')
    expect(() => createWavEncoder(options).encode([ramp(1), ramp(1)])).toThrow('does not fit')
    expect(() => createWavEncoder(options).encode([Float32Array.of(0)])).toThrow('does not fit')
    expect(() => createWavEncoder({ ...options, sampleRate: 44100.5 })).toThrow('44100.5 Hz')
    expect(() => createWavEncoder({ ...options, channelCount: 0 })).toThrow('0 channels')
  })
})
