import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ShellacError } from '@core/contract/errors'
import { decodeAudio } from './decodeAudio'

const folder = resolve(import.meta.dirname, 'fixtures/edge/compressed')

function read(name: string): Uint8Array {
  return new Uint8Array(readFileSync(resolve(folder, name)))
}

/** 'sound', or the code of the refusal; anything else that is thrown fails the test. */
async function outcome(bytes: Uint8Array): Promise<string> {
  try {
    const audio = await decodeAudio(bytes)
    const [first] = audio.channels
    return first.length > 0 && audio.channels.every((channel) => channel.length === first.length)
      ? 'sound'
      : 'channels of unequal length'
  } catch (error) {
    if (error instanceof ShellacError) return error.code
    throw error
  }
}

const refusals = ['unknown-format', 'unsupported-encoding', 'damaged-file', 'no-audio']
const formats = [
  'flac-s16.flac',
  'mp3-cbr-mono-32k.mp3',
  'layer2.mp2',
  'vorbis.ogg',
  'opus.opus',
  'opus.webm',
]

const pcmFormats = ['s16', 'f64', 'alaw', 'ima-adpcm', 'ms-adpcm', 'gsm610'].map(
  (it) => `../format/wav-${it}.wav`,
)

describe('decodeAudio', () => {
  it.each(formats)(
    '%s with any bytes overwritten is sound or is refused, and an intact one still opens',
    async (name) => {
      const intact = read(name)
      const damage = fc.array(fc.tuple(fc.nat(intact.length - 1), fc.nat(255)), {
        minLength: 1,
        maxLength: 40,
      })
      await fc.assert(
        fc.asyncProperty(damage, async (edits) => {
          const bytes = intact.slice()
          for (const [offset, value] of edits) bytes[offset] = value
          expect(['sound', ...refusals]).toContain(await outcome(bytes))
        }),
        { numRuns: 40 },
      )
      expect(await outcome(intact)).toBe('sound')
    },
  )

  it.each(formats)('%s cut anywhere is sound or is refused', async (name) => {
    const intact = read(name)
    for (let i = 1; i < 20; i++) {
      const bytes = intact.slice(0, Math.floor((intact.length * i) / 20))
      expect(['sound', ...refusals]).toContain(await outcome(bytes))
    }
  })

  it('any bytes at all are sound or are refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
        expect(['sound', ...refusals]).toContain(await outcome(bytes))
      }),
    )
  })

  it('AAC is refused with the command that converts it', async () => {
    await expect(decodeAudio(read('aac.m4a'))).rejects.toMatchObject({
      code: 'unsupported-encoding',
      message: expect.stringContaining('ffmpeg -i in.m4a out.wav') as string,
    })
  })

  it('tags of FLAC, MP3 and Ogg arrive under Vorbis comment keys', async () => {
    expect((await decodeAudio(read('mp3-vbr-id3v24.mp3'))).tags.TITLE).toBe('Ünïcode — 雨 🎺')
    expect((await decodeAudio(read('vorbis.ogg'))).tags.ENCODER).toMatch(/libvorbis/)
  })

  it.each([...formats, ...pcmFormats])('samples of %s lie in memory that threads share', async (name) => {
    const { channels } = await decodeAudio(read(name))
    for (const { buffer } of channels) expect(buffer).toBeInstanceOf(SharedArrayBuffer)
  })

  it('a lossy recording has no bit depth', async () => {
    const { format } = await decodeAudio(read('opus.opus'))
    expect(format).toMatchObject({ container: 'Ogg', sampleKind: 'lossy', bitDepth: 0 })
  })
})
