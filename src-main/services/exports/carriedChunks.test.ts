import { spawnSync } from 'node:child_process'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { walkRiff } from '@core/audio/pcm/riff'
import { writeWav } from '@core/audio/pcm/wavEncoder'
import type { WaveChunk } from '@core/audio/pcm/waveHeader'
import { audioLimits } from '@core/limits'
import { mixOf, separationOf } from '../projects'
import { exportAudio } from './exportAudio'
import { createExportCase, defaults, patience, projectOf, type ExportCase } from './exportCase.testSupport'

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values)
const text = (value: string): Uint8Array => Uint8Array.from(value, (letter) => letter.charCodeAt(0))

const unknown: readonly WaveChunk[] = [
  { id: 'iXML', content: text('<BWFXML/>') },
  { id: 'xyz ', content: bytes(1, 2, 3) },
]
const timed: readonly WaveChunk[] = [
  { id: 'cue ', content: new Uint8Array(28) },
  { id: 'LIST', content: text('adtllabl') },
]
const stale: readonly WaveChunk[] = [
  { id: 'PEAK', content: new Uint8Array(16) },
  { id: 'MD5 ', content: new Uint8Array(16) },
  { id: 'fact', content: bytes(1, 0, 0, 0) },
]

const cases: ExportCase[] = []
afterEach(async () => {
  for (const made of cases.splice(0)) await made.remove()
})

/** Exports the mix of a recording that has these chunks, and gives those of the file. */
async function carried(
  chunks: readonly WaveChunk[],
  {
    bits = 16,
    link = false,
    sampleRate = 8000,
  }: { bits?: 16 | '32f'; link?: boolean; sampleRate?: number } = {},
): Promise<readonly WaveChunk[]> {
  const made = await createExportCase()
  cases.push(made)
  const path = join(made.folder, 'with chunks.wav')
  const channels = [Float32Array.from(made.samples)]
  await writeFile(path, writeWav({ sampleRate: 8000, channels, chunks }, bits))
  const opened = await projectOf(path, link)
  const target = join(made.folder, 'mix.wav')
  const settings = { ...defaults(opened, target), mix: mixOf(opened.project), sampleRate }
  await exportAudio(opened, await separationOf(opened), settings, patience)
  return walkRiff(new Uint8Array(await readFile(target))).chunks ?? []
}

describe('chunks that nobody here reads', () => {
  it.each([
    ['embedded as FLAC', { bits: 16 }],
    ['embedded as WAV', { bits: '32f' }],
    ['linked', { link: true }],
  ] as const)('of a recording that is %s are in its exports', async (_, options) => {
    expect(await carried([...unknown, ...timed, ...stale], options)).toEqual([...unknown, ...timed])
  })

  it('of a linked recording that was exchanged since are left out, the sound stays, and a warning says so', async () => {
    const made = await createExportCase()
    cases.push(made)
    const path = join(made.folder, 'with chunks.wav')
    const wave = (level: number): Uint8Array => {
      const channels = [Float32Array.from(made.samples, (sample) => level * sample)]
      return writeWav({ sampleRate: 8000, channels, chunks: unknown }, 16)
    }
    await writeFile(path, wave(1))
    const opened = await projectOf(path, true)
    const separation = await separationOf(opened)
    const exportTo = async (name: string) => {
      const target = join(made.folder, name)
      const settings = { ...defaults(opened, target), mix: mixOf(opened.project) }
      const { warnings } = await exportAudio(opened, separation, settings, patience)
      return { warnings, chunks: walkRiff(new Uint8Array(await readFile(target))).chunks }
    }
    expect(await exportTo('before.wav')).toEqual({ warnings: [], chunks: unknown })
    await writeFile(path, wave(0.5))
    const changed = await exportTo('changed.wav')
    await rm(path)
    const moved = await exportTo('moved.wav')
    for (const { warnings, chunks } of [changed, moved]) {
      expect(warnings).toEqual([expect.stringContaining('moved or changed')])
      expect(chunks ?? []).toEqual([])
    }
    expect(await made.decode('moved.wav')).toMatchObject({
      channels: (await made.decode('before.wav')).channels,
    })
  })

  it('that count in samples hold only at the same rate', async () => {
    expect(await carried([...unknown, ...timed], { sampleRate: 11_025 })).toEqual(unknown)
  })

  it('are left out, with a warning, where they are too long', () => {
    const chunks = [{ id: 'long', content: new Uint8Array(audioLimits.metadataBytes + 1) }, ...unknown]
    const file = writeWav({ sampleRate: 8000, channels: [new Float32Array(8)], chunks }, 16)
    const { chunks: kept, warnings } = walkRiff(file)
    expect(kept).toEqual(unknown)
    expect(warnings).toEqual([expect.stringContaining('left out: long')])
  })
})

const hasFlac = spawnSync('flac', ['--version']).status === 0

it.runIf(hasFlac)('FLAC with the chunks of its WAV file, as flac keeps them, gives them too', async () => {
  const made = await createExportCase()
  cases.push(made)
  const [wav, flac] = ['a.wav', 'a.flac'].map((name) => join(made.folder, name))
  const channels = [Float32Array.from(made.samples)]
  await writeFile(wav, writeWav({ sampleRate: 8000, channels, chunks: unknown }, 16))
  spawnSync('flac', ['--keep-foreign-metadata', '-s', wav, '-o', flac])
  expect((await made.decode('a.flac')).chunks).toEqual(unknown)
})
