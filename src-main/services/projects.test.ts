import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeWav } from '@core/audio/pcm/wavEncoder'
import type { WaveBits } from '@core/audio/pcm/waveHeader'
import { createRandom } from '@core/random'
import { decodeAudio } from '../codecs/decodeAudio'
import { projectOf } from './exports/exportCase.testSupport'
import { refusal } from './files/refusal.testSupport'
import { openProject, saveProject } from './projectFile/projectFile'
import { mixOf, protectedPathsOf, separationOf } from './projects'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shellac-projects-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function recordingOf(name: string, channelCount: number, bits: WaveBits): Promise<string> {
  const path = join(folder, name)
  const random = createRandom(channelCount)
  const channels = Array.from({ length: channelCount }, () =>
    Float64Array.from({ length: 400 }, () => 2 * random.uniform() - 1),
  )
  await writeFile(path, writeWav({ sampleRate: 8000, channels }, bits))
  return path
}

describe('a fresh project', () => {
  it.each([
    [8, 1, 'recording.flac'],
    [16, 1, 'recording.flac'],
    [24, 2, 'recording.flac'],
    [16, 9, 'recording.wav'],
    [32, 1, 'recording.wav'],
    ['32f', 2, 'recording.wav'],
    ['64f', 1, 'recording.wav'],
  ] as const)(
    'of %s bits and %d channels embeds exactly the samples, as %s',
    async (bits, channelCount, entry) => {
      const path = await recordingOf(`${bits}-${channelCount}.wav`, channelCount, bits)
      const { recording } = await projectOf(path)
      if (recording.kind !== 'embedded') throw new Error('not embedded')
      expect(recording.entry).toBe(entry)
      const [kept, original] = await Promise.all([
        decodeAudio(recording.bytes),
        decodeAudio(await readFile(path)),
      ])
      expect(kept.channels.map((channel) => Array.from(channel))).toEqual(
        original.channels.map((channel) => Array.from(channel)),
      )
    },
  )

  it('renders from the samples that were analysed', async () => {
    const path = await recordingOf('stereo.wav', 2, 16)
    const opened = await projectOf(path)
    const { samples, factors } = await separationOf(opened)
    expect(samples.length).toBe(400)
    expect(factors.W).toEqual(opened.W)
    expect(factors.frameCount).toBe(opened.project.decomposition.frameCount)
  })

  it('of a recording of another length is refused as damaged', async () => {
    const opened = await projectOf(await recordingOf('whole.wav', 1, 16))
    const { recording } = opened.project
    const longer = {
      ...opened,
      project: { ...opened.project, recording: { ...recording, sampleCount: 401 } },
    }
    expect((await refusal(separationOf(longer))).code).toBe('damaged-project')
  })
})

describe('a linked project', () => {
  it('holds no recording, protects it, and finds it after both have moved', async () => {
    const path = await recordingOf('linked.wav', 1, 16)
    const opened = await projectOf(path, true)
    expect(protectedPathsOf(opened)).toEqual([path])
    const { samples } = await separationOf(opened)
    const target = join(folder, 'linked.shellac')
    await saveProject(target, opened, { overwrite: false })
    const moved = await mkdtemp(join(folder, 'moved-'))
    await copyFile(path, join(moved, 'linked.wav'))
    await copyFile(target, join(moved, 'linked.shellac'))
    await rm(path)
    const found = await openProject(join(moved, 'linked.shellac'))
    expect((await separationOf(found)).samples).toEqual(samples)
  })

  it('is not rendered from a recording that changed since the project was opened', async () => {
    const path = await recordingOf('changing.wav', 1, 16)
    const opened = await projectOf(path, true)
    const bytes = await readFile(path)
    bytes[100] ^= 1
    await writeFile(path, bytes)
    expect((await refusal(separationOf(opened))).code).toBe('recording-changed')
  })
})

describe('mixOf', () => {
  it('takes pan law and noise amount of the project unless others are wished', async () => {
    const { project } = await projectOf(await recordingOf('mix.wav', 1, 16))
    expect(mixOf(project)).toMatchObject({ panLaw: -3, noise: { amount: 0 } })
    expect(mixOf(project, { panLaw: 0, noiseAmount: 40 })).toMatchObject({ panLaw: 0, noise: { amount: 40 } })
    expect(protectedPathsOf(await projectOf(await recordingOf('mix.wav', 1, 16)))).toEqual([])
  })
})
