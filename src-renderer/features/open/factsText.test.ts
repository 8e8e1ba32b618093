import { describe, expect, it } from 'vitest'
import type { RecordingReference } from '@core/project/project'
import {
  clickFact,
  describeUse,
  factsOf,
  formatBytes,
  formatDuration,
  formatLevel,
  sentenceCase,
  tagFacts,
} from './factsText'

const recording: RecordingReference = {
  name: 'side a.wav',
  sha256: '0'.repeat(64),
  byteLength: 33_000_044,
  sampleRate: 44100,
  channelCount: 2,
  sampleCount: 44100 * 187,
  format: { container: 'WAV', codec: 'PCM', sampleKind: 'integer', bitDepth: 24 },
  tags: {},
  channel: 'mid',
  lag: 0,
  description: 'true stereo',
  warnings: [],
  storage: { kind: 'linked', path: 'side a.wav' },
}
const levels = { peakDbfs: -0.04, truePeakDbtp: 0.21, loudnessLufs: null }

it('clicks are told with their rate, and with advice where there are many', () => {
  const count = { low: 0, high: 50, seconds: 20 }
  expect(clickFact({ ...count, perSecond: 25.2, advised: true }).value).toBe('25 a second: remove them first')
  expect(clickFact({ ...count, perSecond: 1.24, advised: false }).value).toBe('1.2 a second')
  expect([undefined, null].map((none) => clickFact(none).value)).toEqual(['counting…', 'not known'])
})

describe('factsOf', () => {
  const valuesOf = (changes: Partial<RecordingReference>) =>
    Object.fromEntries(factsOf({ ...recording, ...changes }, levels).map(({ name, value }) => [name, value]))

  it('gives every number its unit', () => {
    expect(valuesOf({})).toEqual({
      Format: 'WAV, PCM',
      'Sample rate': '44.1 kHz',
      'Bit depth': '24 bit',
      Channels: '2',
      Duration: '3 min 7.0 s',
      Size: '33.0 MB',
      Peak: '0.0 dBFS',
      'True peak': '0.2 dBTP',
      Loudness: 'silent',
    })
  })

  it('says no bit depth of what is lossy, and says floating point', () => {
    const lossy = { container: 'Ogg', codec: 'Vorbis', sampleKind: 'lossy', bitDepth: 0 } as const
    expect(valuesOf({ format: lossy })).toMatchObject({ Format: 'Ogg, Vorbis', 'Bit depth': 'lossy' })
    const float = { container: 'WAV', codec: 'IEEE float', sampleKind: 'float', bitDepth: 32 } as const
    expect(valuesOf({ format: float })).toMatchObject({ 'Bit depth': '32 bit float' })
  })

  it('says a codec that is its own container once', () => {
    const flac = { container: 'FLAC', codec: 'FLAC', sampleKind: 'integer', bitDepth: 16 } as const
    expect(valuesOf({ format: flac, channelCount: 1 })).toMatchObject({
      Format: 'FLAC',
      Channels: '1 (mono)',
    })
  })
})

it.each([
  [0.04, '0.0 s'],
  [9.44, '9.4 s'],
  [59.96, '1 min 0.0 s'],
  [187.2, '3 min 7.2 s'],
  [3599.96, '1 h 0 min 0.0 s'],
  [3723, '1 h 2 min 3.0 s'],
])('a duration of %s s is %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text)
})

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [999_949, '999.9 kB'],
  [999_951, '1.0 MB'],
  [3_440_000, '3.4 MB'],
  [5e15, '5000.0 TB'],
])('%s bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text)
})

it('a level has a minus sign, and none at zero', () => {
  expect(formatLevel(-18.26, 'LUFS')).toBe('−18.3 LUFS')
  expect(formatLevel(-0.04, 'dBFS')).toBe('0.0 dBFS')
  expect(formatLevel(null, 'dBFS')).toBe('silent')
})

it('a sentence begins with a capital', () => {
  expect(sentenceCase('two groove walls')).toBe('Two groove walls')
  expect(sentenceCase('')).toBe('')
})

describe('tagFacts', () => {
  it('puts known tags first, in their order, then the others by name', () => {
    const tags = { ZEBRA: 'z', COMMENT: 'c', TITLE: 't', MATRIX: 'm', ARTIST: 'a' }
    expect(tagFacts(tags).map(({ name }) => name)).toEqual(['Title', 'Artist', 'Comment', 'Matrix', 'Zebra'])
  })

  it('leaves out tags without a value', () => {
    expect(tagFacts({ TITLE: ' ', ARTIST: 'a' })).toEqual([{ name: 'Artist', value: 'a' }])
  })
})

describe('describeUse', () => {
  it('says how the channels came together', () => {
    expect(describeUse(recording)).toBe('Both channels mixed')
    expect(describeUse({ ...recording, lag: -1 })).toBe(
      'Both channels mixed, the right one moved by 1 sample',
    )
    expect(describeUse({ ...recording, lag: 2.25 })).toBe(
      'Both channels mixed, the right one moved by 2.25 samples',
    )
  })

  it('says no shift of one channel alone', () => {
    expect(describeUse({ ...recording, channel: 'left', lag: 3 })).toBe('The left channel')
  })

  it('knows mono and more than two channels', () => {
    expect(describeUse({ ...recording, channelCount: 1, channel: 'left' })).toBe('The only channel')
    expect(describeUse({ ...recording, channelCount: 6 })).toBe('The mean of all 6 channels')
  })
})
