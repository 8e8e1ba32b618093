import { describe, expect, it } from 'vitest'
import { findMpegFrames, parseMpegFrame } from './mpegFrames'

/** 128 kbit/s at 44.1 kHz, stereo, MPEG-1 layer III: 417 bytes. */
const header = [0xff, 0xfb, 0x90, 0x00]
const frame = [...header, ...new Array<number>(413).fill(0)]

/** A first frame with a Xing field and a LAME tag. */
function infoFrame(frameCount: number, delay: number, padding: number): number[] {
  const bytes = [...frame]
  const put = (at: number, text: string): void => {
    for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i)
  }
  put(36, 'Xing')
  bytes[43] = 1
  bytes[47] = frameCount
  put(48, 'LAME')
  bytes[69] = delay >> 4
  bytes[70] = ((delay & 15) << 4) | (padding >> 8)
  bytes[71] = padding & 255
  return bytes
}

describe('parseMpegFrame', () => {
  it.each([
    [
      'MPEG-1 layer III',
      header,
      { length: 417, layer: 3, sampleRate: 44_100, channelCount: 2, sampleCount: 1152 },
    ],
    [
      'MPEG-2 layer III',
      [0xff, 0xf3, 0x80, 0xc0],
      { length: 208, layer: 3, sampleRate: 22_050, channelCount: 1, sampleCount: 576 },
    ],
    [
      'MPEG-1 layer II',
      [0xff, 0xfd, 0x80, 0x00],
      { length: 417, layer: 2, sampleRate: 44_100, channelCount: 2, sampleCount: 1152 },
    ],
    [
      'MPEG-1 layer I',
      [0xff, 0xff, 0x40, 0x00],
      { length: 136, layer: 1, sampleRate: 44_100, channelCount: 2, sampleCount: 384 },
    ],
  ])('%s: length, rate and channels follow from the header', (_name, bytes, expected) => {
    expect(parseMpegFrame(Uint8Array.from(bytes), 0)).toMatchObject(expected)
  })

  it.each([
    ['reserved version', [0xff, 0xeb, 0x90, 0]],
    ['reserved layer', [0xff, 0xf9, 0x90, 0]],
    ['reserved rate', [0xff, 0xfb, 0x9c, 0]],
    ['free format', [0xff, 0xfb, 0x00, 0]],
    ['forbidden bit rate', [0xff, 0xfb, 0xf0, 0]],
  ])('a header with a %s is none', (_name, bytes) => {
    expect(parseMpegFrame(Uint8Array.from(bytes), 0)).toBeUndefined()
  })
})

describe('findMpegFrames', () => {
  it('whole frames in a row have no gap', () => {
    const bytes = Uint8Array.from([...frame, ...frame, ...frame])
    const stream = findMpegFrames(bytes, 0, bytes.length)
    expect(stream.frames.map(({ offset }) => offset)).toEqual([0, 417, 834])
    expect(stream).toMatchObject({ gaps: [], junkBytes: 0, cut: false, info: undefined })
  })

  it('the info frame is no audio and gives delay, padding and count', () => {
    const bytes = Uint8Array.from([...infoFrame(2, 576, 1000), ...frame, ...frame])
    const stream = findMpegFrames(bytes, 0, bytes.length)
    expect(stream.frames).toHaveLength(2)
    expect(stream.info).toEqual({ frameCount: 2, gapless: { delay: 576, padding: 1000 } })
  })

  it('junk before, damage between and a cut at the end are told apart', () => {
    const bytes = Uint8Array.from([
      1,
      2,
      3,
      ...frame,
      ...frame,
      9,
      9,
      ...frame,
      ...frame,
      ...frame.slice(0, 50),
    ])
    const stream = findMpegFrames(bytes, 0, bytes.length)
    expect(stream).toMatchObject({ junkBytes: 3, cut: true })
    expect(stream.gaps.length).toBe(1)
    expect(stream.frames.length).toBeGreaterThanOrEqual(3)
  })
})
