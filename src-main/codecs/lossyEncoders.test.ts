import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { joinBytes } from '@core/audio/byteReader'
import { createRandom } from '@core/random'
import { decodeAudio } from './decodeAudio'
import { createMp3Encoder, type LossyEncoderOptions } from './mp3Encoder'
import { createVorbisEncoder } from './vorbisEncoder'

const encoders = { mp3: createMp3Encoder, ogg: createVorbisEncoder } as const
type Format = keyof typeof encoders
const formats = ['mp3', 'ogg'] as const

/** A band of tones that comes and goes over faint noise: what both encoders keep well. */
function music(length: number, sampleRate: number, seed = 1): Float32Array {
  const random = createRandom(seed)
  return Float32Array.from({ length }, (_, n) => {
    const swell = 0.5 + 0.5 * Math.sin((2 * Math.PI * 3 * n) / sampleRate)
    const tone =
      Math.sin((2 * Math.PI * 220 * seed * n) / sampleRate) + 0.5 * Math.sin((1320 * n) / sampleRate)
    return 0.3 * swell * tone + 1e-3 * (2 * random.uniform() - 1)
  })
}

async function encode(
  format: Format,
  channels: readonly Float32Array[],
  changed: Partial<LossyEncoderOptions> = {},
): Promise<Uint8Array> {
  const encoder = await encoders[format]({
    sampleRate: 44_100,
    channelCount: channels.length,
    frameCount: channels[0].length,
    kilobits: 192,
    tags: {},
    ...changed,
  })
  const parts = [encoder.start()]
  for (let from = 0; from < channels[0].length; from += 5000) {
    parts.push(encoder.encode(channels.map((channel) => channel.slice(from, from + 5000))))
  }
  const end = encoder.finish()
  const file = joinBytes([...parts, end.bytes])
  for (const { offset, bytes } of end.patches) file.set(bytes, offset)
  return file
}

/** Energy of the difference relative to the signal, dB; both of the same length. */
function difference(signal: ArrayLike<number>, other: ArrayLike<number>): number {
  let residue = 0
  let energy = 0
  for (let i = 0; i < other.length; i++) {
    residue += (signal[i] - other[i]) ** 2
    energy += other[i] ** 2
  }
  return signal.length === other.length ? 10 * Math.log10(residue / energy) : Infinity
}

describe.each(formats)('%s', (format) => {
  it.each([1, 2])(
    'with %d channel(s) comes back as long as it was, in its place, close to what it was',
    async (count) => {
      const channels = Array.from({ length: count }, (_, c) => music(100_003, 44_100, c + 1))
      const decoded = await decodeAudio(await encode(format, channels))
      expect(decoded.sampleRate).toBe(44_100)
      expect(decoded.channels).toHaveLength(count)
      expect(decoded.warnings).toEqual([])
      channels.forEach((channel, c) => expect(difference(decoded.channels[c], channel)).toBeLessThan(-20))
    },
  )

  it.each([8000, 11_025, 22_050, 32_000, 48_000])('holds %d Hz', async (sampleRate) => {
    const signal = music(2 * sampleRate, sampleRate)
    const decoded = await decodeAudio(await encode(format, [signal, signal], { sampleRate }))
    expect([decoded.sampleRate, decoded.channels[0].length]).toEqual([sampleRate, signal.length])
    expect(difference(decoded.channels[0], signal)).toBeLessThan(-15)
  })

  it.each([1, 100, 1153])('of %d samples is a whole file', async (length) => {
    const decoded = await decodeAudio(await encode(format, [music(length, 44_100)]))
    expect(decoded.channels[0].length).toBe(length)
  })

  it('keeps tags in any script, long ones too', async () => {
    const tags = {
      TITLE: 'Ő 歌手 🎷',
      ARTIST: 'Enrico Caruso',
      DATE: '1907',
      COMMENT: 'a = b; '.repeat(20_000).trim(),
      'MATRIX NUMBER': 'B-4285',
    }
    const decoded = await decodeAudio(await encode(format, [music(20_000, 44_100)], { tags }))
    expect(Object.keys(tags).filter((key) => decoded.tags[key] !== tags[key as keyof typeof tags])).toEqual(
      [],
    )
    expect(decoded.channels[0].length).toBe(20_000)
  })

  it('gives the same bytes for the same sound', async () => {
    const signal = music(10_000, 44_100)
    expect(await encode(format, [signal])).toEqual(await encode(format, [signal]))
  })

  it('refuses a rate it cannot hold, naming it', async () => {
    await expect(encode(format, [music(10, 44_100)], { sampleRate: 7777 })).rejects.toThrow('7777 Hz')
  })
})

/** An independent reader, where it is installed. */
const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0

describe.runIf(hasFfmpeg)('ffmpeg', () => {
  const folder = mkdtempSync(join(tmpdir(), 'shellac-lossy-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  it.each(formats)('decodes %s to the same sound and reads its tags', async (format) => {
    const signal = music(90_001, 44_100)
    const tags = { TITLE: 'Ő 歌手 🎷', ARTIST: 'Caruso', DATE: '1907' }
    const path = join(folder, `sound.${format}`)
    writeFileSync(path, await encode(format, [signal, signal], { tags }))
    const raw = execFileSync('ffmpeg', ['-v', 'error', '-i', path, '-f', 'f32le', '-'])
    const samples = new Float32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.length))
    const left = samples.filter((_, i) => i % 2 === 0)
    expect(left.length).toBe(signal.length)
    expect(difference(left, signal)).toBeLessThan(-20)
    const facts = execFileSync('ffprobe', [
      '-v',
      'error',
      '-show_entries',
      'format_tags:stream_tags',
      '-of',
      'json',
      path,
    ])
    expect(facts.toString()).toContain('Ő 歌手 🎷')
    expect(facts.toString()).toContain('Caruso')
  })
})
