import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DOMParser } from '@xmldom/xmldom'
import { afterEach, describe, expect, it } from 'vitest'
import yauzl from 'yauzl'
import type { AudioData } from '@core/audio/audioData'
import { readNpy } from '@core/project/npy'
import { assignToNoise, createSource, setGain, setNoiseAmount, setPan, type Edit } from '@core/project/edits'
import { panGains } from '@core/separation/panLaw'
import { decodeAudio } from '../../codecs/decodeAudio'
import { createExportCase, difference, type CaseOptions, type ExportCase } from './exportCase.testSupport'

const cases: ExportCase[] = []
async function make(options: CaseOptions = {}): Promise<ExportCase> {
  const created = await createExportCase({ edits: arranged, tags: { TITLE: 'Side: A' }, ...options })
  cases.push(created)
  return created
}
afterEach(async () => {
  for (const made of cases.splice(0)) await made.remove()
})

const arranged: readonly Edit[] = [
  createSource('Voice', [0]),
  setPan('source-1', -40),
  setGain('source-1', -3),
  createSource('Piano', [1]),
  setPan('source-2', 70),
  assignToNoise([3]),
  setNoiseAmount(25),
]

describe('a DAWproject', () => {
  it('holds the dry sources and mixes to the exported mix; nothing else is left', async () => {
    const made = await make()
    await made.export('out', { contents: ['mix', 'dawproject'] })
    const names = (await readdir(join(made.folder, 'out'))).sort()
    expect(names).toEqual([
      'Side_ A.dawproject',
      'export.report.html',
      'export.report.json',
      'export.report.md',
      'mix.wav',
    ])
    const entries = await unzip(join(made.folder, 'out', 'Side_ A.dawproject'))
    expect([...entries.keys()].sort()).toEqual([
      ...[1, 2, 3, 4].map((number) => `audio/0${number}.wav`),
      'metadata.xml',
      'project.xml',
    ])
    const mixed = await mixOfDawProject(entries)
    const mix = await made.decode('out/mix.wav')
    for (const side of [0, 1]) expect(difference(mixed[side], mix.channels[side])).toBeLessThan(-120)
  })

  it('holds the very files that are written beside it', async () => {
    const made = await make()
    await made.export('out', { contents: ['sources', 'dawproject'], bits: 24 })
    const entries = await unzip(join(made.folder, 'out', 'Side_ A.dawproject'))
    const beside = await readFile(join(made.folder, 'out', 'source 02 Piano.wav'))
    expect(entries.get('audio/02.wav')?.equals(beside)).toBe(true)
  })

  it('is not written when the export fails, and leaves nothing behind', async () => {
    const made = await make()
    const failing = made.export(
      'out',
      { contents: ['dawproject'] },
      { wish: () => 'cancel', report: () => undefined },
    )
    await expect(failing).rejects.toMatchObject({ code: 'cancelled' })
    expect(await made.names()).toEqual([])
  })
})

describe('a project of REAPER', () => {
  it('names the files of its sources beside it', async () => {
    const made = await make()
    await made.export('out', { contents: ['rpp'], format: 'flac', bits: 16 })
    const text = await readFile(join(made.folder, 'out', 'Side_ A.RPP'), 'utf8')
    const named = [...text.matchAll(/FILE "(.*)"/g)].map(([, name]) => name)
    expect(named).toEqual(['01-Voice.flac', '02-Piano.flac', '03-Ungrouped.flac', '04-Noise.flac'])
    const there = await readdir(join(made.folder, 'out'))
    expect(named.filter((name) => !there.includes(name))).toEqual([])
  })

  it('names files that were there before where they stay', async () => {
    const made = await make()
    await made.export('out', { contents: ['sources'] })
    await rm(join(made.folder, 'out', '02-Piano.wav'))
    await made.export('out', { contents: ['rpp'], existing: 'skip' })
    const text = await readFile(join(made.folder, 'out', 'Side_ A.RPP'), 'utf8')
    expect([...text.matchAll(/FILE "(.*)"/g)].map(([, name]) => name)).toEqual([
      '01-Voice.wav',
      '02-Piano.wav',
      '03-Ungrouped.wav',
      '04-Noise.wav',
    ])
  })

  it('takes a number where one is there and new names are wished', async () => {
    const made = await make()
    await made.export('out', { contents: ['rpp'] })
    const first = await readFile(join(made.folder, 'out', 'Side_ A.RPP'))
    await made.export('out', { contents: ['rpp'], existing: 'rename' })
    const text = await readFile(join(made.folder, 'out', 'Side_ A 2.RPP'), 'utf8')
    expect(text).toContain('FILE "01-Voice 2.wav"')
    expect(await readFile(join(made.folder, 'out', 'Side_ A.RPP'))).toEqual(first)
  })
})

it.each(['dawproject', 'rpp'] as const)(
  'a session (%s) of lossy files is refused in words',
  async (content) => {
    const made = await make()
    const failing = made.export('out', { contents: [content], format: 'mp3' })
    await expect(failing).rejects.toThrow(
      'A session of a workstation takes WAV or FLAC, not MP3; choose one of them.',
    )
  },
)

it('arrays are W, H, frequencies and times as numbers say', async () => {
  const made = await make()
  await made.export('out', { contents: ['arrays'] })
  const read = async (name: string) => readNpy(await readFile(join(made.folder, 'out', `${name}.npy`)))
  const [W, H, frequencies, times] = await Promise.all(['W', 'H', 'frequencies', 'times'].map(read))
  const { project, H: gains } = made.opened
  const { binCount, frameCount } = project.decomposition
  expect(W.shape).toEqual([binCount, 4])
  expect(H.shape).toEqual([4, frameCount])
  expect([H.data[0], H.data[1]]).toEqual([gains[0], gains[4]])
  expect([frequencies.data[0], frequencies.data.at(-1)]).toEqual([0, 4000])
  // Frames of 128 samples, 64 apart at 8000 Hz: the first one has its middle at the beginning.
  expect(times.data.slice(0, 2)).toEqual(Float64Array.of(0, 0.008))
  expect(times.shape).toEqual([frameCount])
})

async function unzip(path: string): Promise<Map<string, Buffer>> {
  const zip = await yauzl.openPromise(path, { autoClose: false })
  const entries = new Map<string, Buffer>()
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = []
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer)
    entries.set(entry.fileName, Buffer.concat(chunks))
  }
  zip.close()
  return entries
}

/** The two channels that a mixer makes of the tracks, by the pan law of -3 dB. */
async function mixOfDawProject(entries: ReadonlyMap<string, Buffer>): Promise<Float64Array[]> {
  const xml = entries.get('project.xml')?.toString() ?? ''
  const document = new DOMParser().parseFromString(xml, 'text/xml')
  const lanes = Array.from(document.getElementsByTagName('Lanes'))
  const mixed: Float64Array[] = []
  for (const lane of lanes.filter((it) => it.hasAttribute('track'))) {
    const track = document.getElementById(lane.getAttribute('track') ?? '')
    const value = (name: string): string => track?.getElementsByTagName(name)[0].getAttribute('value') ?? ''
    const audio = await decoded(entries.get(lane.getElementsByTagName('File')[0].getAttribute('path') ?? ''))
    const { left, right } = panGains(200 * Number(value('Pan')) - 100, -3)
    for (const [side, gain] of [left, right].entries()) {
      mixed[side] ??= new Float64Array(audio.channels[0].length)
      if (value('Mute') === 'true') continue
      audio.channels[0].forEach((sample, i) => (mixed[side][i] += gain * Number(value('Volume')) * sample))
    }
  }
  return mixed
}

async function decoded(bytes: Buffer | undefined): Promise<AudioData> {
  const folder = await mkdtemp(join(tmpdir(), 'shellac-session-'))
  await writeFile(join(folder, 'track.wav'), bytes ?? '')
  const audio = await decodeAudio(await readFile(join(folder, 'track.wav')))
  await rm(folder, { recursive: true })
  return audio
}
