import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { presets, resolveForm, type PresetId } from '@core/export/presets'
import { createSource, setPan } from '@core/project/edits'
import type { ExportResult } from './exportSettings'
import { createExportCase, type ExportCase } from './exportCase.testSupport'

/** What each program says of a file; where it is not installed its tests do not run. */
const isInstalled = (program: string): boolean => spawnSync(program, ['--version']).error === undefined
const said = (program: string, ...words: string[]): string => {
  const { stdout, stderr } = spawnSync(program, words, { encoding: 'utf8' })
  return stdout + stderr
}

const tags = { TITLE: 'Vesti la giubba', ARTIST: 'Enrico Caruso', DATE: '1907' }
const files = {
  archive: 'a.wav',
  listening: 'l.flac',
  cd: 'cd.wav',
  web: 'w.mp3',
  broadcast: 'b.wav',
} as const
type ReadPreset = keyof typeof files & PresetId
const ids = Object.keys(files) as ReadPreset[]

let made: ExportCase
const results = new Map<ReadPreset, ExportResult>()
const pathOf = (id: ReadPreset): string => join(made.folder, files[id])

beforeAll(async () => {
  const edits = [createSource('Left', [0]), createSource('Right', [1, 2]), setPan('source-1', -80)]
  made = await createExportCase({ seconds: 4, edits, tags })
  for (const id of ids) {
    const form = resolveForm(presets[id].form, made.opened.project)
    results.set(id, await made.export(files[id], { ...form, preset: presets[id].name }))
  }
}, 60_000)
afterAll(() => made.remove())

describe.runIf(isInstalled('ffmpeg'))('ffmpeg', () => {
  it.each(ids)('finds rate, channels, length and tags of the preset %s', (id) => {
    const entries = 'stream=sample_rate,channels:format=duration:format_tags:stream_tags'
    const json = execFileSync('ffprobe', ['-v', 'error', '-show_entries', entries, '-of', 'json', pathOf(id)])
    const { streams, format } = JSON.parse(json.toString()) as {
      streams: { sample_rate: string; channels: number }[]
      format: { duration: string; tags: Record<string, string> }
    }
    expect(streams[0].channels).toBe(2)
    expect(Number(streams[0].sample_rate)).toBe(presets[id].form.sampleRate ?? 8000)
    expect(Number(format.duration)).toBeCloseTo(4, 1)
    const read = Object.fromEntries(
      Object.entries(format.tags).map(([key, value]) => [key.toUpperCase(), value]),
    )
    expect(read).toMatchObject(tags)
  })

  it('reads bext, its history and its loudness', () => {
    const json = execFileSync('ffprobe', [
      '-v',
      'error',
      '-show_entries',
      'format_tags',
      '-of',
      'json',
      pathOf('broadcast'),
    ])
    const read = (JSON.parse(json.toString()) as { format: { tags: Record<string, string> } }).format.tags
    expect(read.originator ?? read.encoded_by).toMatch(/^Shellac/)
    expect(read.coding_history).toContain('A=PCM,F=48000,W=24,M=stereo,T=Shellac')
    expect(read.loudness_value ?? '').toMatch(/^$|-23\.0/)
  })

  // What is said of an MP3 is what its encoder was given.
  const lossless = ids.filter((id) => id !== 'web')
  it.each(lossless)('hears the loudness that is said of %s within 0.1 LU', (id) => {
    const heard = said('ffmpeg', '-nostats', '-i', pathOf(id), '-filter:a', 'ebur128', '-f', 'null', '-')
    const integrated = Number([...heard.matchAll(/I:\s+(-?[\d.]+) LUFS/g)].at(-1)?.[1])
    const reported = results.get(id)?.report.export.files[0].lufs
    expect(Math.abs(Number(reported) - integrated)).toBeLessThanOrEqual(0.1)
    if (id === 'broadcast') expect(Math.abs(integrated + 23)).toBeLessThanOrEqual(0.1)
  })
})

describe.runIf(isInstalled('sox'))('sox', () => {
  it.each(['archive', 'cd', 'listening'] as const)('reads %s as it was meant', (id) => {
    const info = said('sox', '--i', pathOf(id))
    expect(info).toMatch(/Channels\s*: 2/)
    expect(info).toMatch(new RegExp(`Sample Rate\\s*: ${presets[id].form.sampleRate ?? 8000}`))
    expect(info).toMatch(new RegExp(`Precision\\s*: ${presets[id].form.bits}-bit`))
    expect(info).not.toMatch(/WARN|FAIL/)
  })
})

describe.runIf(isInstalled('flac') && isInstalled('metaflac'))('flac', () => {
  it('finds the file whole, its MD5 and its comments', () => {
    expect(said('flac', '-t', '-s', pathOf('listening'))).toBe('')
    expect(said('metaflac', '--show-md5sum', pathOf('listening'))).not.toMatch(/^0+\s*$/)
    const comments = said('metaflac', '--export-tags-to=-', '--no-utf8-convert', pathOf('listening'))
    for (const [key, value] of Object.entries(tags)) expect(comments).toContain(`${key}=${value}`)
  })
})
