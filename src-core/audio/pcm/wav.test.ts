import { describe, expect, it } from 'vitest'
import { ShellacError } from '../../contract/errors'
import { joinBytes } from '../byteReader'
import { ascii, chunk, number, numbers, riff, samples16, wave, waveFormat } from './pcmFixtures.testSupport'
import { findEmbeddedMpeg, readWav } from './wav'

const second = samples16(Array.from({ length: 44100 }, (_, index) => (index % 2000) - 1000))
const format = chunk('fmt ', waveFormat())
const some = samples16([1, -2, 3])
const someSamples = [1 / 32768, -2 / 32768, 3 / 32768]

/** The first channel as plain numbers. */
function firstChannel(bytes: Uint8Array): number[] {
  return Array.from(readWav(bytes).channels[0])
}

function codeOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (error instanceof ShellacError) return error.code
    throw error
  }
  return 'none'
}

describe('readWav: encodings', () => {
  it.each([
    [8, Uint8Array.of(0, 128, 255), [-1, 0, 127 / 128]],
    [16, numbers(2, [-32768, 0, 32767]), [-1, 0, 32767 / 32768]],
    [24, numbers(3, [-8388608, -1, 8388607]), [-1, -(2 ** -23), 1 - 2 ** -23]],
    [32, numbers(4, [-2147483648, 1, 2147483647]), [-1, 2 ** -31, 1 - 2 ** -31]],
  ])('%i-bit integers decode to the exact integer over 2^(bits-1)', (bits, data, expected) => {
    const audio = readWav(wave({ bits }, data))
    expect(Array.from(audio.channels[0])).toEqual(expected)
    expect(audio.format).toEqual({ container: 'WAV', codec: 'PCM', sampleKind: 'integer', bitDepth: bits })
    expect(audio.warnings).toEqual([])
  })

  it('keeps up to 24 bits in Float32 and more in Float64', () => {
    expect(readWav(wave({ bits: 24 }, numbers(3, [1]))).channels[0]).toBeInstanceOf(Float32Array)
    expect(readWav(wave({ bits: 32 }, numbers(4, [1]))).channels[0]).toBeInstanceOf(Float64Array)
    expect(readWav(wave({ bits: 32, validBits: 24 }, numbers(4, [256]))).channels[0]).toBeInstanceOf(
      Float32Array,
    )
    expect(readWav(wave({ bits: 64, tag: 3 }, new Uint8Array(8))).channels[0]).toBeInstanceOf(Float64Array)
  })

  it('reads left-justified valid bits: 24 in 32 and 20 in 24', () => {
    const in32 = readWav(wave({ bits: 32, validBits: 24 }, numbers(4, [8388607 * 256, -256])))
    expect(Array.from(in32.channels[0])).toEqual([8388607 / 8388608, -1 / 8388608])
    expect(in32.format.bitDepth).toBe(24)
    const in24 = readWav(wave({ bits: 24, validBits: 20 }, numbers(3, [524287 * 16, -16])))
    expect(Array.from(in24.channels[0])).toEqual([524287 / 524288, -1 / 524288])
    expect(in24.format.bitDepth).toBe(20)
  })

  it('reads all bits, with a warning, when more are used than declared', () => {
    const audio = readWav(wave({ bits: 32, validBits: 24 }, numbers(4, [2147483647])))
    expect(audio.channels[0][0]).toBe(1 - 2 ** -31)
    expect(audio.warnings).toEqual(['The header gives 24 bits a sample, but 32 are used; all were read.'])
  })

  it('separates interleaved channels and warns for more than two', () => {
    const audio = readWav(wave({ channelCount: 3 }, samples16([1, 2, 3, 4, 5, 6])))
    expect(audio.channels.map((channel) => Array.from(channel, (sample) => sample * 32768))).toEqual([
      [1, 4],
      [2, 5],
      [3, 6],
    ])
    expect(audio.warnings).toEqual(['The recording has 3 channels; choose which of them to use.'])
  })

  it('reads big-endian RIFX with a warning', () => {
    const big = { littleEndian: false }
    const bytes = riff(
      [chunk('fmt ', waveFormat(big), big), chunk('data', numbers(2, [1, -2, 3], false), big)],
      'RIFX',
    )
    expect(firstChannel(bytes)).toEqual(someSamples)
    expect(readWav(bytes).warnings).toHaveLength(1)
  })

  it('refuses unknown tags, unknown subformats and impossible numbers with the value', () => {
    expect(codeOf(() => readWav(wave({ tag: 0x1234 }, some)))).toBe('unsupported-encoding')
    const foreign = waveFormat({ validBits: 16 }).fill(0xaa, 26, 40)
    expect(codeOf(() => readWav(riff([chunk('fmt ', foreign), chunk('data', some)])))).toBe(
      'unsupported-encoding',
    )
    expect(codeOf(() => readWav(wave({ channelCount: 0, blockBytes: 0 }, some)))).toBe('damaged-file')
    expect(() => readWav(wave({ channelCount: 65, blockBytes: 130 }, second))).toThrow('65 channels')
    expect(() => readWav(wave({ sampleRate: 999 }, some))).toThrow('999 Hz')
    expect(() => readWav(wave({ bits: 0 }, some))).toThrow('0 bits')
    expect(codeOf(() => readWav(wave({ tag: 3, bits: 16 }, some)))).toBe('unsupported-encoding')
  })

  it('hands out the MPEG stream of tag 0x55 and refuses to decode it', () => {
    const bytes = wave({ tag: 0x55, bits: 16 }, ascii('mpeg'))
    expect(findEmbeddedMpeg(bytes)?.bytes).toEqual(ascii('mpeg'))
    expect(codeOf(() => readWav(bytes))).toBe('unsupported-encoding')
    expect(findEmbeddedMpeg(wave({}, some))).toBeNull()
  })
})

describe('readWav: sizes that lie', () => {
  it('names what is missing of a cut file', () => {
    const bytes = wave({}, second)
    expect(readWav(bytes.subarray(0, 44 + 44100)).warnings).toEqual([
      '0.50 s of 1.00 s are missing: the file ends too early.',
    ])
    expect(readWav(bytes.subarray(0, bytes.length - 1)).warnings).toEqual([
      '1 of 44100 samples are missing: the file ends too early.',
    ])
  })

  it('every cut gives a bit-exact prefix and a warning, or no audio', () => {
    const bytes = joinBytes([wave({}, second)])
    const whole = firstChannel(bytes)
    for (let cut = 0; cut < bytes.length; cut += 441) {
      const part = bytes.subarray(0, cut)
      if (cut < 46) {
        expect(['no-audio', 'damaged-file']).toContain(codeOf(() => readWav(part)))
        continue
      }
      const audio = readWav(part)
      expect(audio.channels[0].length).toBe(Math.floor((cut - 44) / 2))
      expect(audio.channels[0].every((sample, index) => sample === whole[index])).toBe(true)
      expect(audio.warnings.join()).toContain('missing')
    }
  })

  it('reads to the end for the size 0xFFFFFFFF without, and for the size 0 with a warning', () => {
    const streamed = riff([format, chunk('data', some, { size: 0xffffffff })], 'RIFF', 0xffffffff)
    expect(firstChannel(streamed)).toEqual(someSamples)
    expect(readWav(streamed).warnings).toEqual([])
    const interrupted = riff([format, chunk('data', some, { size: 0 })], 'RIFF', 0)
    expect(firstChannel(interrupted)).toEqual(someSamples)
    expect(readWav(interrupted).warnings.join()).toContain('length 0')
  })

  it('takes chunks after an empty data chunk for chunks, not for sound', () => {
    const bytes = riff([format, chunk('data', ascii('')), chunk('LIST', ascii('INFO'))])
    expect(codeOf(() => readWav(bytes))).toBe('no-audio')
  })

  it('does not allocate what a header claims', () => {
    const bytes = riff([format, chunk('data', some, { size: 0xfffffff0 })])
    expect(firstChannel(bytes)).toEqual(someSamples)
    expect(readWav(bytes).warnings.join()).toContain('missing')
  })

  it('reads data before the format, and only the first of two data chunks', () => {
    expect(firstChannel(riff([chunk('data', some), format]))).toEqual(someSamples)
    const twice = riff([format, chunk('data', some), chunk('data', samples16([9]))])
    expect(firstChannel(twice)).toEqual(someSamples)
    expect(readWav(twice).warnings).toEqual(['The file has a second data chunk, which was left out.'])
  })

  it('passes odd chunks with and without their pad byte', () => {
    for (const padded of [true, false]) {
      const bytes = riff([format, chunk('note', ascii('abc'), { padded }), chunk('data', some)])
      expect(firstChannel(bytes)).toEqual(someSamples)
      expect(readWav(bytes).warnings).toEqual([])
    }
  })

  it('goes on at the data chunk behind a list that claims 2 GB', () => {
    const bytes = riff([format, chunk('LIST', ascii('INFO'), { size: 0x7ffffff0 }), chunk('data', some)])
    expect(firstChannel(bytes)).toEqual(someSamples)
    expect(readWav(bytes).warnings.join()).toContain('claims 2147483632 bytes')
  })

  it('walks 20,000 chunks, but not without end', () => {
    const chunks = (count: number): Uint8Array =>
      joinBytes(Array.from({ length: count }, () => chunk('JUNK', ascii(''))))
    expect(firstChannel(riff([format, chunks(20_000), chunk('data', some)]))).toEqual(someSamples)
    expect(codeOf(() => readWav(riff([format, chunks(100_000), chunk('data', some)])))).toBe('no-audio')
  })

  it('uses the sizes of the samples when the block size is impossible', () => {
    const bytes = wave({ blockBytes: 7 }, some)
    expect(firstChannel(bytes)).toEqual(someSamples)
    expect(readWav(bytes).warnings.join()).toContain('7 bytes')
  })

  it('refuses a file without format, without data or without samples', () => {
    expect(codeOf(() => readWav(riff([chunk('data', some)])))).toBe('damaged-file')
    expect(codeOf(() => readWav(riff([format])))).toBe('no-audio')
    expect(codeOf(() => readWav(wave({}, ascii(''))))).toBe('no-audio')
    expect(codeOf(() => readWav(wave({}, Uint8Array.of(1))))).toBe('no-audio')
  })

  it('warns when what follows the sound was cut off', () => {
    const bytes = riff([
      format,
      chunk('data', some),
      chunk('LIST', joinBytes([ascii('INFO'), new Uint8Array(40)])),
    ])
    expect(readWav(bytes.subarray(0, bytes.length - 20)).warnings).not.toEqual([])
  })
})

describe('readWav: RF64', () => {
  const rf64 = (dataBytes: number): Uint8Array =>
    riff(
      [
        chunk('ds64', joinBytes([number(8, 1000), number(8, dataBytes), number(8, 3), number(4, 0)])),
        format,
        chunk('data', some, { size: 0xffffffff }),
        chunk('LIST', joinBytes([ascii('INFO'), chunk('INAM', ascii('After'))])),
      ],
      'RF64',
      0xffffffff,
    )

  it('takes the length of the sound from the ds64 chunk', () => {
    const audio = readWav(rf64(6))
    expect(Array.from(audio.channels[0])).toEqual(someSamples)
    expect(audio.format.container).toBe('RF64')
    expect(audio.tags).toEqual({ TITLE: 'After' })
    expect(audio.warnings).toEqual([])
  })

  it('reads what is there for a ds64 length of 2^62, with a warning', () => {
    const audio = readWav(rf64(2 ** 62))
    expect(Array.from(audio.channels[0].subarray(0, 3))).toEqual(someSamples)
    expect(audio.warnings.join()).toContain('missing')
  })

  it('reads to the end without a ds64 chunk, with a warning', () => {
    const bytes = riff([format, chunk('data', some, { size: 0xffffffff })], 'RF64', 0xffffffff)
    expect(firstChannel(bytes)).toEqual(someSamples)
    expect(readWav(bytes).warnings.join()).toContain('ds64')
  })
})
