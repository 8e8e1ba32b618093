import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ShellacError } from '../../contract/errors'
import type { AudioData } from '../audioData'
import { joinBytes } from '../byteReader'
import { identifyAudio } from '../formats/fileType'
import { audioLimits } from '../../limits'
import { isPcmFileType, readPcmFile } from './pcmFile'
import type { PcmFileType } from './pcmFile'
import { aiff, ascii, chunk, number, numbers, riff, wave, waveFormat } from './pcmFixtures.testSupport'
import { wave64Guid } from './wave64'
import { writeWav } from './wavEncoder'

const channel = Float32Array.from({ length: 100 }, (_, index) => (index - 50) / 64)
const tail = '\xf3\xac\xd3\x11\x8c\xd1\x00\xc0\x4f\x8e\xdb\x8a'
const format = waveFormat()

const seeds: readonly (readonly [PcmFileType, Uint8Array])[] = [
  ['wav', writeWav({ sampleRate: 44100, channels: [channel, channel], tags: { TITLE: 'T' } }, 16)],
  ['wav', writeWav({ sampleRate: 44100, channels: [channel] }, 24)],
  ['wav', writeWav({ sampleRate: 44100, channels: [channel] }, '32f')],
  ['wav', wave({ tag: 0x11, bits: 4, blockBytes: 36 }, new Uint8Array(108).fill(0x35))],
  ['wav', wave({ tag: 2, bits: 4, blockBytes: 32 }, new Uint8Array(96).fill(3))],
  ['wav', wave({ tag: 0x31, bits: 0, blockBytes: 65 }, new Uint8Array(130).fill(0xd7))],
  [
    'rf64',
    riff(
      [
        chunk('ds64', numbers(8, [92, 6, 3])),
        chunk('fmt ', format),
        chunk('data', format, { size: 0xffffffff }),
      ],
      'RF64',
    ),
  ],
  [
    'wave64',
    joinBytes([
      ...[ascii(wave64Guid), number(8, 160), ascii(`wave${tail}fmt ${tail}`), number(8, 40), format],
      ...[ascii(`data${tail}`), number(8, 40), format],
    ]),
  ],
  ['aiff', aiff({ frameCount: 8, bits: 16, data: format, more: [chunk('NAME', ascii('name'))] })],
  ['aiff', aiff({ frameCount: 4, bits: 32, data: format, compression: 'fl32' })],
  [
    'caf',
    joinBytes([
      ...[
        ascii('caff\0\x01\0\0desc'),
        number(8, 32, false),
        Uint8Array.of(0x40, 0xe5, 0x88, 0x80, 0, 0, 0, 0),
      ],
      ...[
        ascii('lpcm'),
        numbers(4, [0, 2, 1, 1, 16], false),
        ascii('data'),
        number(8, 20, false),
        new Uint8Array(20),
      ],
    ]),
  ],
  ['au', joinBytes([ascii('.snd'), numbers(4, [24, 16, 3, 8000, 1], false), format])],
]

/** The rule for any bytes: sound within the limits, or a ShellacError that is not our own fault. */
function readsOrRefuses(bytes: Uint8Array, type: PcmFileType): boolean {
  try {
    const audio = readPcmFile(bytes, type)
    const length = audio.channels[0].length
    const { minimumSampleRate, maximumSampleRate, maximumMagnitude, maximumChannels } = audioLimits
    expect(length).toBeGreaterThan(0)
    // GSM has the most samples a byte: 320 from 65
    expect(length * audio.channels.length).toBeLessThanOrEqual(bytes.length * 5)
    expect(audio.channels.length).toBeLessThanOrEqual(maximumChannels)
    expect(audio.sampleRate >= minimumSampleRate && audio.sampleRate <= maximumSampleRate).toBe(true)
    for (const samples of audio.channels) {
      expect(samples.length).toBe(length)
      expect(samples.every((sample) => Math.abs(sample) <= maximumMagnitude)).toBe(true)
    }
    return true
  } catch (error) {
    return error instanceof ShellacError && error.code !== 'internal'
  }
}

/** A copy of `bytes` with `field` at `offset`. */
function replaceField(bytes: Uint8Array, field: Uint8Array, offset: number): Uint8Array {
  const copy = bytes.slice()
  copy.set(field, offset)
  return copy
}

function readOrNull(bytes: Uint8Array, type: PcmFileType): AudioData | null {
  try {
    return readPcmFile(bytes, type)
  } catch (error) {
    if (error instanceof ShellacError) return null
    throw error
  }
}

describe('readPcmFile', () => {
  it('opens every seed and finds its type', () => {
    for (const [type, bytes] of seeds) {
      expect(identifyAudio(bytes)).toBe(type)
      expect(readPcmFile(bytes, type).channels[0].length).toBeGreaterThan(0)
    }
  })

  it('reads or refuses random bytes, as any type', () => {
    const types = fc.constantFrom<PcmFileType>('wav', 'rf64', 'wave64', 'aiff', 'caf', 'au')
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), types, (bytes, type) => readsOrRefuses(bytes, type)),
      { numRuns: 500 },
    )
  })

  it('reads or refuses valid files with bytes changed and the end cut', () => {
    const mutation = fc.record({
      seed: fc.constantFrom(...seeds),
      changes: fc.array(fc.tuple(fc.nat(199), fc.constantFrom(0, 1, 0x7f, 0x80, 0xfe, 0xff, 0x20, 0x04)), {
        maxLength: 6,
      }),
      kept: fc.double({ min: 0.3, max: 1, noNaN: true }),
    })
    fc.assert(
      fc.property(mutation, ({ seed: [type, bytes], changes, kept }) => {
        const mutant = bytes.slice(0, Math.ceil(kept * bytes.length))
        for (const [offset, value] of changes) if (offset < mutant.length) mutant[offset] = value
        return readsOrRefuses(mutant, type)
      }),
      { numRuns: 3000 },
    )
  })

  it('reads or refuses every size field set to 0, 1, the largest and one more than the file', () => {
    for (const [type, bytes] of seeds) {
      const sizes = [0, 1, 0x7fffffff, 0xfffffffe, 0xffffffff, bytes.length + 1]
      const littleEndian = type !== 'aiff' && type !== 'caf' && type !== 'au'
      const fields = sizes.map((size) => number(4, size, littleEndian))
      for (let offset = 0; offset + 4 <= Math.min(bytes.length, 160); offset++) {
        const failed = fields.filter((field) => !readsOrRefuses(replaceField(bytes, field, offset), type))
        expect(failed, `${type}, byte ${offset}`).toEqual([])
      }
    }
  })

  it('every cut of a file that ends with its sound gives a bit-exact prefix, and a warning', () => {
    for (const [type, bytes] of seeds.filter(([kind]) => kind !== 'rf64' && kind !== 'aiff')) {
      const whole = readPcmFile(bytes, type).channels[0]
      for (let cut = bytes.length - 1; cut > bytes.length - 60; cut--) {
        const part = readOrNull(bytes.subarray(0, cut), type)
        if (part === null) continue
        const samples = part.channels[0]
        expect(samples).toEqual(whole.subarray(0, samples.length))
        if (samples.length < whole.length) expect(part.warnings.join()).toContain('missing')
      }
    }
  })

  it('knows which types it decodes', () => {
    expect(isPcmFileType('aiff')).toBe(true)
    expect(isPcmFileType('flac')).toBe(false)
  })
})
