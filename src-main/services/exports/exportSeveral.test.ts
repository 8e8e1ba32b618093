import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { bextFields } from '@core/audio/tags/bext'
import { resolveForm, presets } from '@core/export/presets'
import { assignToNoise, createSource, setGain, setPan, type Edit } from '@core/project/edits'
import {
  createExportCase,
  difference,
  sumOf,
  type CaseOptions,
  type ExportCase,
} from './exportCase.testSupport'

const cases: ExportCase[] = []
async function make(options: CaseOptions = {}): Promise<ExportCase> {
  const created = await createExportCase({ edits: arranged, ...options })
  cases.push(created)
  return created
}
afterEach(async () => {
  for (const made of cases.splice(0)) await made.remove()
})

const arranged: readonly Edit[] = [
  createSource('Voice', [0, 1]),
  setPan('source-1', -40),
  setGain('source-1', -3),
  assignToNoise([3]),
]

const inner = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, value, i) => sum + value * b[i], 0)

describe('several contents', () => {
  it('are written at once into one folder, with one report', async () => {
    const made = await make()
    const { report } = await made.export('out', { contents: ['mono', 'mix', 'sources', 'removed'] })
    expect((await readdir(join(made.folder, 'out'))).sort()).toEqual([
      'export.report.html',
      'export.report.json',
      'export.report.md',
      'mix.wav',
      'mono.wav',
      'removed.wav',
      'source 01 Voice.wav',
      'source 02 Ungrouped.wav',
      'source 03 Noise.wav',
    ])
    expect(report.export.contents).toEqual(['mix', 'sources', 'removed', 'mono'])
    expect(report.export.files).toHaveLength(6)
  })

  it('share one gain: panned sources are the mix, dry ones the recording, also where they were lowered', async () => {
    const made = await make({ peak: 2, bits: '32f' })
    const { report } = await made.export('out', { contents: ['mix', 'sources', 'panned'], bits: 24 })
    const gain = 10 ** (report.export.sharedGainDecibels / 20)
    expect(gain).toBeLessThan(0.8)
    const files = await readdir(join(made.folder, 'out'))
    const read = async (start: string): Promise<readonly (readonly ArrayLike<number>[])[]> =>
      Promise.all(
        files
          .filter((name) => name.startsWith(start) && name.endsWith('.wav'))
          .map(async (name) => (await made.decode(join('out', name))).channels),
      )
    const [[mix], panned, dry] = [await read('mix'), await read('panned'), await read('source')]
    const sum = sumOf(dry.map(([channel]) => channel))
    const exact = inner(sum, made.samples) / inner(made.samples, made.samples)
    // The report rounds to a thousandth of a decibel.
    expect(exact).toBeCloseTo(gain, 3)
    const recording = made.samples.map((sample) => exact * sample)
    expect(difference(sum, recording)).toBeLessThan(-95)
    for (const side of [0, 1]) {
      expect(difference(sumOf(panned.map((channels) => channels[side])), mix[side])).toBeLessThan(-95)
    }
  })

  it.each(['wav', 'flac'] as const)(
    'of 32-bit floats or exact integers add up within -120 dB (%s)',
    async (format) => {
      const made = await make()
      const bits = format === 'wav' ? '32f' : 24
      await made.export('out', { contents: ['sources', 'panned', 'mix'], format, bits })
      const read = async (name: string): Promise<readonly ArrayLike<number>[]> =>
        (await made.decode(join('out', `${name}.${format}`))).channels
      const voice = await read('panned source 01 Voice')
      const rest = await read('panned source 02 Ungrouped')
      const mix = await read('mix')
      const limit = format === 'wav' ? -120 : -110
      for (const side of [0, 1]) {
        expect(difference(sumOf([voice[side], rest[side]]), mix[side])).toBeLessThan(limit)
      }
    },
  )
})

describe('levels', () => {
  it('a true peak is brought to the ceiling by one gain, and said', async () => {
    const made = await make()
    const { files, notes } = await made.export('out', {
      contents: ['mix', 'mono'],
      bits: 24,
      level: { kind: 'peak', ceiling: -1 },
    })
    expect(Math.max(...files.map(({ truePeak }) => truePeak))).toBeCloseTo(-1, 2)
    expect(notes[0]).toMatch(
      /^Everything was (raised|lowered) by \d+\.\d\d dB, by one gain, to a highest true peak/,
    )
  })

  it('a loudness is reached within 0.1 LU where the peaks leave room', async () => {
    const made = await make({ seconds: 3 })
    const level = { kind: 'loudness', target: -30, ceiling: -1, limit: true } as const
    const { files, notes, warnings } = await made.export('mix.wav', { level })
    expect(files[0].loudness).toBeCloseTo(-30, 1)
    expect(notes.at(-1)).toBe('No true peak passes -1 dBTP: nothing was limited.')
    expect(warnings).toEqual([])
    expect(files[0].limiter).toBeUndefined()
  })

  it('without limiting stops at the ceiling and warns by how much the target is missed', async () => {
    const made = await make({ seconds: 3 })
    const level = { kind: 'loudness', target: -6, ceiling: -1, limit: false } as const
    const { files, warnings } = await made.export('mix.wav', { level })
    expect(files[0].truePeak).toBeCloseTo(-1, 1)
    const missed = -6 - files[0].loudness
    expect(warnings).toEqual([expect.stringContaining(`stays ${missed.toFixed(1)} LU below -6 LUFS`)])
  })

  it('limits where that is asked for, keeps the ceiling, and says how much and how long in result and report', async () => {
    const made = await make({ seconds: 3 })
    const level = { kind: 'loudness', target: -5, ceiling: -1, limit: true } as const
    const { files, notes, report } = await made.export('mix.wav', { level, bits: 16 })
    expect(files[0].truePeak).toBeLessThanOrEqual(-1)
    const limiter = report.export.files[0].limiter
    expect(limiter?.reductionDecibels).toBeGreaterThan(0.5)
    expect(limiter?.sharePercent).toBeGreaterThan(0)
    expect(notes.at(-1)).toContain(`by at most ${limiter?.reductionDecibels.toFixed(2)} dB`)
    const page = await readFile(join(made.folder, 'mix.wav.report.md'), 'utf8')
    expect(page).toContain(`at most ${limiter?.reductionDecibels.toFixed(2)} dB`)
  })

  it('of sound too short for a loudness stays, with a warning', async () => {
    const made = await make({ seconds: 0.1 })
    const level = { kind: 'loudness', target: -23, ceiling: -1, limit: true } as const
    const { report, warnings } = await made.export('mix.wav', { level })
    expect(report.export.sharedGainDecibels).toBe(0)
    expect(warnings.join()).toContain('too quiet or too short for a loudness')
  })
})

describe('presets', () => {
  it.each(Object.entries(presets))('%s is written as it says', async (id, preset) => {
    const made = await make({ seconds: 1 })
    const form = resolveForm(preset.form, made.opened.project)
    const { files, report } = await made.export('out', {
      contents: ['mix', 'mono'],
      ...form,
      preset: preset.name,
    })
    const decoded = await made.decode(join('out', `mix.${form.format}`))
    expect(decoded.sampleRate).toBe(preset.form.sampleRate ?? made.opened.project.recording.sampleRate)
    expect(report.export.preset).toBe(preset.name)
    expect(decoded.channels).toHaveLength(2)
    expect(Object.hasOwn(decoded.tags, 'CODINGHISTORY')).toBe(id === 'archive' || id === 'broadcast')
    if (form.level.kind === 'peak') expect(Math.max(...files.map((it) => it.truePeak))).toBeCloseTo(-1, 1)
    if (form.level.kind === 'unchanged') expect(report.export.sharedGainDecibels).toBe(0)
    expect(decoded.warnings).toEqual([])
  })
})

describe('bext', () => {
  const madeAt = new Date(1980, 1, 29, 23, 5, 9)

  it('tells when, by whom and how, and the loudness that the file has', async () => {
    const made = await make({ seconds: 1, tags: { TITLE: 'Side A', ARTIST: 'Ő' } })
    const { files } = await made.export('mix.wav', { broadcast: true, bits: 24, madeAt, sampleRate: 11_025 })
    const bytes = await readFile(join(made.folder, 'mix.wav'))
    const at = 20
    const text = (offset: number, length: number): string =>
      bytes
        .subarray(at + offset, at + offset + length)
        .toString('latin1')
        .replace(/\0+$/, '')
    expect(bytes.subarray(12, 16).toString()).toBe('bext')
    expect(text(0, 256)).toBe('O - Side A')
    expect(text(256, 32)).toMatch(/^Shellac \d/)
    expect([text(320, 10), text(330, 8)]).toEqual(['1980-02-29', '23:05:09'])
    const [loudnessAt] = bextFields.loudness
    expect(bytes.readInt16LE(at + loudnessAt)).toBe(Math.round(100 * files[0].loudness))
    expect(bytes.readInt16LE(at + loudnessAt + 4)).toBe(Math.round(100 * files[0].truePeak))
    const lines = (await made.decode('mix.wav')).tags.CODINGHISTORY.split('\n')
    expect(lines[0]).toBe('A=PCM,F=8000,W=16,M=mono,T=recording.wav')
    expect(lines[1]).toMatch(
      /^A=PCM,F=8000,W=32,M=mono,T=Shellac .*; separated by smooth Itakura-Saito NMF; K=4;/,
    )
    expect(lines[2]).toMatch(
      /^A=PCM,F=11025,W=24,M=stereo,T=Shellac .*; Stereo mix; sample rate converted; TPDF dither$/,
    )
    expect(lines).toHaveLength(3)
  })

  it('is not written where nobody asked and the recording has none', async () => {
    const made = await make()
    await made.export('mix.wav')
    expect((await made.decode('mix.wav')).tags).toEqual({})
  })
})

describe('tags and names', () => {
  it('are those the person wants, in every format', async () => {
    const made = await make({ tags: { TITLE: 'Old', REPLAYGAIN_TRACK_GAIN: '-3 dB' } })
    const tags = { TITLE: 'Vesti 歌', ARTIST: 'Caruso', DATE: '1907', COMMENT: 'from a 78' }
    for (const format of ['wav', 'flac', 'mp3', 'ogg'] as const) {
      await made.export(`mix.${format}`, { format, bits: 24, tags, sampleRate: 8000 })
      expect((await made.decode(`mix.${format}`)).tags).toEqual(tags)
    }
  })

  it('a template names the files, also of one content', async () => {
    const made = await make({ tags: { TITLE: 'Side A' } })
    await made.export('out', { template: '{title} - {what}', tags: { TITLE: 'Side B' } })
    expect((await readdir(join(made.folder, 'out'))).sort()).toEqual([
      'Side B - mix.wav',
      'mix.report.html',
      'mix.report.json',
      'mix.report.md',
    ])
  })
})

describe('files that exist', () => {
  const contents = ['mix', 'mono'] as const

  async function withMine(): Promise<ExportCase> {
    const made = await make()
    await made.export('out', { contents })
    await writeFile(join(made.folder, 'out', 'mix.wav'), 'mine')
    return made
  }
  const sounds = async (made: ExportCase): Promise<string[]> =>
    (await readdir(join(made.folder, 'out'))).filter((name) => name.endsWith('.wav')).sort()

  it('stay where the new ones are numbered', async () => {
    const made = await withMine()
    const { companionPaths } = await made.export('out', { contents, existing: 'rename' })
    expect(await sounds(made)).toEqual(['mix 2.wav', 'mix.wav', 'mono 2.wav', 'mono.wav'])
    expect(await readFile(join(made.folder, 'out', 'mix.wav'), 'utf8')).toBe('mine')
    expect(companionPaths[0]).toBe(join(made.folder, 'out', 'export 2.report.html'))
    await made.export('one.wav', { existing: 'rename' })
    const { files, companionPaths: reports } = await made.export('one.wav', { existing: 'rename' })
    expect([files[0].path, reports[0]]).toEqual(
      ['one 2.wav', 'one 2.wav.report.html'].map((name) => join(made.folder, name)),
    )
  })

  it('stay where they are skipped, the others are written, and it is said', async () => {
    const made = await withMine()
    const { files, skipped, notes } = await made.export('out', {
      contents: ['mix', 'mono', 'removed'],
      existing: 'skip',
    })
    expect([files.map(({ plan }) => plan.content), skipped]).toEqual([['removed'], ['mix.wav', 'mono.wav']])
    expect(notes.at(-1)).toBe('Left as they were, because they exist: mix.wav, mono.wav.')
    expect(await readFile(join(made.folder, 'out', 'mix.wav'), 'utf8')).toBe('mine')
  })

  it('are replaced where that is wished', async () => {
    const made = await withMine()
    await made.export('out', { contents, existing: 'replace' })
    expect((await made.decode(join('out', 'mix.wav'))).channels).toHaveLength(2)
  })
})
