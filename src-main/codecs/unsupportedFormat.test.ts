import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { formatForPage, unsupportedFormat } from './unsupportedFormat'

const folder = resolve(import.meta.dirname, 'fixtures/edge/compressed')

function read(name: string): Uint8Array {
  return new Uint8Array(readFileSync(resolve(folder, name)))
}

/** MP4 boxes one after the other; a long one has its length in 64 bits. */
function boxes(
  ...parts: readonly (readonly [type: string, content: string, isLong?: boolean])[]
): Uint8Array {
  const bytes = parts.map(([type, content, isLong]) => {
    const head = Buffer.alloc(isLong ? 16 : 8)
    const length = head.length + content.length
    head.writeUInt32BE(isLong ? 1 : length)
    head.write(type, 4, 'latin1')
    if (isLong) head.writeBigUInt64BE(BigInt(length), 8)
    return Buffer.concat([head, Buffer.from(content, 'latin1')])
  })
  return new Uint8Array(Buffer.concat(bytes))
}

describe('a recording that is not decoded', () => {
  it.each([
    ['aac.m4a', 'mp4', 'AAC in MP4'],
    ['aac-faststart.m4a', 'mp4', 'AAC in MP4'],
    ['video.mp4', 'mp4', 'AAC in MP4'],
    ['alac.m4a', 'mp4', 'ALAC in MP4'],
    ['aac-adts.aac', 'aac', 'AAC (ADTS)'],
  ] as const)('%s is named, and left to the page', (name, type, words) => {
    const { code, message, details } = unsupportedFormat(type, read(name))
    expect(code).toBe('unsupported-encoding')
    expect(message).toContain(`${words} cannot be decoded on the command line`)
    expect(message).toContain('ffmpeg -i in.')
    expect(details).toEqual({ decodable: 'page' })
  })

  it.each([
    ['ac3.ac3', 'ac3'],
    ['wma.wma', 'asf'],
  ] as const)('%s is not left to the page', (name, type) => {
    const { code, message, details } = unsupportedFormat(type, read(name))
    expect([code, details]).toEqual(['unsupported-encoding', {}])
    expect(message).not.toContain('window')
    expect(formatForPage(read(name))).toBeUndefined()
  })

  it('is told by its index, wherever that lies, and never by chance in the sound', () => {
    const index = ['moov', 'trak hdlr soun stsd mp4a'] as const
    const sound = ['mdat', 'alac moov'] as const
    const start = ['ftyp', 'M4A '] as const
    for (const file of [
      boxes(start, sound, index),
      boxes(start, index, sound),
      boxes(start, [...sound, true], index),
    ]) {
      expect(unsupportedFormat('mp4', file).message).toContain('AAC in MP4')
      expect(formatForPage(file)).toMatchObject({ container: 'MP4', codec: 'AAC' })
    }
    expect(unsupportedFormat('mp4', boxes(start, sound)).code).toBe('damaged-file')
  })

  it('is no recording without a sound track', () => {
    const file = boxes(['ftyp', 'isom'], ['moov', 'trak hdlr vide stsd avc1'])
    expect(unsupportedFormat('mp4', file).code).toBe('no-audio')
  })
})
