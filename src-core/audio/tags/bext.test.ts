import { describe, expect, it } from 'vitest'
import { readWav } from '../pcm/wav'
import { createWavEncoder } from '../pcm/wavEncoder'
import { bextOffset, encodeWaveHeader, type WaveHeaderOptions } from '../pcm/waveHeader'
import { joinBytes } from '../byteReader'
import { asciiText, bextFields, encodeBext, encodeBextLoudness, type BextText } from './bext'

const text: BextText = {
  description: 'Vesti la giubba',
  originator: 'An archive',
  originatorReference: 'AR-1907-11',
  originationDate: '2024-02-29',
  originationTime: '23:59:01',
  timeReference: 2 ** 32 + 7,
  codingHistory: ['A=ANALOGUE,M=mono,T=Studer A80', 'A=PCM,F=44100,W=24,M=mono,T=ADC'],
}
const latin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes)

describe('a bext chunk', () => {
  it('has every field at the byte that EBU Tech 3285 gives it', () => {
    const bytes = encodeBext(text)
    const field = (offset: number, length: number): string =>
      latin1(bytes.subarray(offset, offset + length)).replace(/\0+$/, '')
    expect(field(0, 256)).toBe('Vesti la giubba')
    expect(field(256, 32)).toBe('An archive')
    expect(field(288, 32)).toBe('AR-1907-11')
    expect(field(320, 10)).toBe('2024-02-29')
    expect(field(330, 8)).toBe('23:59:01')
    expect(Array.from(bytes.subarray(338, 348))).toEqual([7, 0, 0, 0, 1, 0, 0, 0, 2, 0])
    expect(bytes.subarray(348, 412).every((byte) => byte === 0)).toBe(true)
    expect(latin1(bytes.subarray(412, 422))).toBe('\xff\x7f'.repeat(5))
    expect(bytes.subarray(422, 602).every((byte) => byte === 0)).toBe(true)
    expect(latin1(bytes.subarray(602))).toBe(text.codingHistory.map((line) => `${line}\r\n`).join(''))
  })

  it('says loudness in hundredths, and what is not known as 0x7fff', () => {
    const figures = { loudness: -23.004, range: 7.5, truePeak: -1.119, momentaryMaximum: -Infinity }
    const bytes = encodeBextLoudness({ ...figures, shortTermMaximum: NaN })
    const view = new DataView(bytes.buffer)
    expect([0, 2, 4, 6, 8].map((at) => view.getInt16(at, true))).toEqual([-2300, 750, -112, 0x7fff, 0x7fff])
  })

  it('cuts what is too long and writes ISO 646 only', () => {
    const bytes = encodeBext({ ...text, description: 'x'.repeat(300), originator: 'Ő – “é” 歌' })
    expect(latin1(bytes.subarray(250, 256))).toBe('xxxxxx')
    expect(latin1(bytes.subarray(256, 265))).toBe('O - ?e? ?')
    expect(asciiText('tab\tand\u0000nul').every((byte) => byte < 0x7f && byte !== 0)).toBe(true)
  })
})

describe('a WAV file with one', () => {
  const frames = Float32Array.of(0.5, -0.5, 0.25)
  const options = {
    sampleRate: 44_100,
    channelCount: 1,
    frameCount: frames.length,
    bits: '32f',
    tags: { TITLE: 'Ő' },
    bext: encodeBext(text),
    trailer: [{ id: 'iXML', content: Uint8Array.of(1, 2, 3) }],
  } as const satisfies WaveHeaderOptions

  function write(): Uint8Array {
    const encoder = createWavEncoder(options)
    return joinBytes([encoder.start(), encoder.encode([frames]), encoder.finish().bytes])
  }

  it('has it first, where its place is told, and reads back', () => {
    const bytes = write()
    expect(latin1(bytes.subarray(12, 16))).toBe('bext')
    expect(bextOffset(bytes)).toBe(20)
    const { tags, channels } = readWav(bytes)
    expect(channels[0]).toEqual(frames)
    expect(tags).toEqual({
      TITLE: 'Ő',
      DESCRIPTION: text.description,
      ORIGINATOR: text.originator,
      ORIGINATORREFERENCE: text.originatorReference,
      ORIGINATIONDATE: text.originationDate,
      ORIGINATIONTIME: text.originationTime,
      TIMEREFERENCE: String(text.timeReference),
      CODINGHISTORY: text.codingHistory.join('\n'),
    })
  })

  it('counts what follows the sound in its length', () => {
    const bytes = write()
    expect(new DataView(bytes.buffer).getUint32(4, true)).toBe(bytes.length - 8)
    expect(latin1(bytes.subarray(-12, -8))).toBe('iXML')
    expect(readWav(bytes).warnings).toEqual([])
  })

  it('beyond 4 GiB has it behind the lengths in 64 bits', () => {
    const header = encodeWaveHeader({ ...options, frameCount: 2 ** 31 })
    const at = bextOffset(header)
    expect(latin1(header.subarray(at - 8, at - 4))).toBe('bext')
    expect(latin1(header.subarray(at + bextFields.originator[0], at + 266))).toBe('An archive')
  })
})
