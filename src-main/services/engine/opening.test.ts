import { createHash } from 'node:crypto'
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeWav } from '@core/audio/pcm/wavEncoder'
import type { FileId, SessionId } from '@core/contract/ids'
import { decodeAudio } from '../../codecs/decodeAudio'
import { refusal } from '../files/refusal.testSupport'
import { listen, numbersOf, quick, sampleRate, writeNotes, startEngine } from './engine.testSupport'

let folder = ''
let mono = '' as FileId
let stereo = '' as FileId
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shellac-opening-'))
  mono = await writeNotes(join(folder, 'mono.wav'))
  stereo = await writeNotes(join(folder, 'stereo.wav'), 1, 2)
})
afterAll(() => rm(folder, { recursive: true }))

function inFolder(name: string): FileId {
  return join(folder, name) as FileId
}

describe('choosing a channel', () => {
  it('gives that channel, and loses nothing of the other', async () => {
    const client = startEngine()
    const { session, peaks } = await client.call('openRecording', { file: stereo })
    const made = await client.call('decompose', { session, channel: 'auto', settings: quick })
    const before = await listen(client, { session, ...made })
    const right = await client.call('chooseChannel', { session, channel: 'right' })
    expect(right.recording.channel).toBe('right')
    const { audio } = await client.call('renderAudio', {
      session,
      of: { channel: 'right' },
      start: 0,
      end: sampleRate,
    })
    const { channels } = await decodeAudio(await readFile(stereo))
    expect(await numbersOf(client, audio)).toEqual(channels[1])
    expect((await numbersOf(client, right.peaks))[7]).toBe(channels[1][7])
    expect(await numbersOf(client, peaks)).not.toEqual(await numbersOf(client, right.peaks))
    expect(await listen(client, { session, ...made })).toEqual(before)
  })

  it('back and forth gives the same recording, the same peaks and the same samples', async () => {
    const client = startEngine()
    const opened = await client.call('openRecording', { file: stereo })
    const { session } = opened
    const choices = ['auto', 'left', 'right', 'mid', 'side'] as const
    const look = async (channel: (typeof choices)[number]) => {
      const { recording, peaks } = await client.call('chooseChannel', { session, channel })
      const end = sampleRate
      const { audio } = await client.call('renderAudio', { session, of: { channel }, start: 0, end })
      return { recording, peaks: await numbersOf(client, peaks), samples: await numbersOf(client, audio) }
    }
    const first = [await look('auto')]
    for (const choice of choices.slice(1)) first.push(await look(choice))
    for (const [i, choice] of choices.entries()) expect(await look(choice)).toEqual(first[i])
    expect(first[0].recording).toEqual(opened.recording)
    expect(first[0].peaks).toEqual(await numbersOf(client, opened.peaks))
    expect(new Set(first.map(({ samples }) => samples[7])).size).toBeGreaterThanOrEqual(4)
  })

  it('of an opened project drops what was said of its own channel, and keeps what was said of the file', async () => {
    const client = startEngine()
    const whole = await readFile(stereo)
    const cut = inFolder('cut.wav')
    await writeFile(cut, whole.subarray(0, whole.length - 400))
    const { session, recording } = await client.call('openRecording', { file: cut })
    const [ofFile, ofChannel] = recording.warnings
    expect(ofFile).toMatch(/missing/)
    expect(ofChannel).toMatch(/true stereo/)
    const made = await client.call('decompose', { session, channel: 'auto', settings: quick })
    const file = inFolder('cut.shellac')
    await client.call('saveProject', { session, ...made, file, overwrite: false })

    const again = await client.call('openProject', { file })
    expect(again.recording).toEqual(recording)
    const choose = async (channel: 'auto' | 'left') =>
      (await client.call('chooseChannel', { session: again.session, channel })).recording.warnings
    expect(await choose('left')).toEqual([ofFile])
    expect(await choose('auto')).toEqual([ofFile, ofChannel])
  })
})

describe('a recording that was decoded elsewhere', () => {
  const compressed = resolve(import.meta.dirname, '../../codecs/fixtures/edge/compressed')

  async function openAs(name: string) {
    const file = inFolder(name)
    await copyFile(join(compressed, name), file)
    const client = startEngine()
    const error = await refusal(client.call('openRecording', { file }))
    expect(error).toMatchObject({ code: 'unsupported-encoding', details: { decodable: 'page' } })
    return { client, file, opened: await client.call('openRecording', { file, decoded: mono }) }
  }

  it.each([
    ['aac.m4a', 'MP4', 'AAC'],
    ['alac.m4a', 'MP4', 'ALAC'],
    ['video.mp4', 'MP4', 'AAC'],
    ['aac-adts.aac', 'ADTS', 'AAC'],
  ])(
    '%s has the name, size and checksum of the original, and the sound of the WAV',
    async (name, container, codec) => {
      const { client, file, opened } = await openAs(name)
      const bytes = await readFile(file)
      expect(opened.recording).toMatchObject({
        name,
        byteLength: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        sampleCount: sampleRate,
        format: { container, codec, sampleKind: 'lossy', bitDepth: 0 },
        warnings: [],
      })
      const { audio } = await client.call('renderAudio', {
        session: opened.session,
        of: { channel: 'auto' },
        start: 0,
        end: sampleRate,
      })
      const { channels } = await decodeAudio(await readFile(mono))
      expect(await numbersOf(client, audio)).toEqual(channels[0])
    },
  )

  it('travels in its project, which opens without help; no export may replace the original', async () => {
    const { client, file, opened } = await openAs('aac.m4a')
    const { session } = opened
    const made = await client.call('decompose', { session, channel: 'auto', settings: quick })
    const project = inFolder('decoded.shellac')
    await client.call('saveProject', { session, ...made, file: project, overwrite: false })
    const again = await client.call('openProject', { file: project })
    expect(again.recording).toEqual(opened.recording)
    expect(await listen(client, again)).toEqual(await listen(client, { session, ...made }))
    const over = client.call('saveProject', { session, ...made, file, overwrite: true })
    expect((await refusal(over)).code).toBe('target-is-source')
  })

  it('must need the help, and the help must be a WAV file with sound', async () => {
    const client = startEngine()
    const m4a = join(compressed, 'aac.m4a') as FileId
    const needless = client.call('openRecording', { file: stereo, decoded: mono })
    expect((await refusal(needless)).code).toBe('bad-argument')
    const flac = join(compressed, 'flac-s16.flac') as FileId
    const noWav = client.call('openRecording', { file: m4a, decoded: flac })
    expect((await refusal(noWav)).code).toBe('bad-argument')
    const empty = inFolder('empty.wav')
    await writeFile(empty, writeWav({ sampleRate, channels: [new Float32Array(0)] }, 16))
    const silent = client.call('openRecording', { file: m4a, decoded: empty })
    expect((await refusal(silent)).code).toBe('no-audio')
  })
})

it('a session that was never opened has no channels', async () => {
  const session = 'none' as SessionId
  const choice = startEngine().call('chooseChannel', { session, channel: 'auto' })
  expect((await refusal(choice)).code).toBe('unknown-session')
})
