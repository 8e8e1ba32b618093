import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { assignToNoise, createSource, setGain, setPan } from '@core/project/edits'
import type { ExportResult } from './exportSettings'
import type { Stroke } from '@core/project/stroke'
import { addStroke } from '@core/project/strokeEdits'
import { createExportCase, type ExportCase } from './exportCase.testSupport'
import type { ExportReport } from './report'
import { reportAsHtml } from './reportHtml'
import { reportAsMarkdown } from './reportMarkdown'

const hostile = 'a|b](http://x) <i>*_`c`\\\n# d'
const painted = (kind: Stroke['shape']['kind']): Stroke => ({
  to: { kind: 'noise' },
  from: kind === 'path' ? null : { kind: 'ungrouped' },
  strength: 50,
  shape:
    kind === 'path'
      ? { kind, points: [{ seconds: 0.1, hertz: 900 }], seconds: 0.05, octaves: 0.2 }
      : { kind, start: 0.2, end: 0.3, low: 300, high: 1200 },
})

let exported: ExportCase
let result: ExportResult

beforeAll(async () => {
  const edits = [
    createSource('Voice', [0, 2]),
    addStroke(painted('path')),
    addStroke(painted('box')),
    setPan('source-1', -40),
    setGain('source-1', -Infinity),
    assignToNoise([3]),
  ]
  exported = await createExportCase({ edits, tags: { TITLE: 'Side A' } })
  result = await exported.export('mix.flac', { format: 'flac', bits: 16 })
})
afterAll(() => exported.remove())

describe('the report', () => {
  it('beside the sound is the JSON and the page of what was done', async () => {
    const { folder } = exported
    expect(result.companionPaths).toEqual(
      ['html', 'md', 'json'].map((kind) => join(folder, `mix.flac.report.${kind}`)),
    )
    const [page, markdown, json] = await Promise.all(
      result.companionPaths.map((path) => readFile(path, 'utf8')),
    )
    expect(JSON.parse(json)).toEqual(result.report)
    expect(markdown).toBe(reportAsMarkdown(result.report))
    const pictures = [...page.matchAll(/<img[^>]*base64,([^"]*)"/g)].map(([, data]) => data)
    expect(pictures.map((data) => Buffer.from(data, 'base64').toString().includes('<svg '))).toEqual([true])
  })

  it('names the source with its checksum, every setting, the groups and the figures', () => {
    const { recording } = exported.opened.project
    expect(result.report).toMatchObject({
      format: 'shellac-report',
      version: 2,
      source: {
        name: 'recording.wav',
        sha256: recording.sha256,
        sampleRate: 8000,
        tags: { TITLE: 'Side A' },
      },
      analysis: {
        windowLength: 128,
        hop: 64,
        windowMilliseconds: 16,
        componentCount: 4,
        smoothness: 0,
        seed: 1,
        restarts: 1,
        algorithm: 'mm',
      },
      decomposition: { cost: 1, iterations: 1, stopReason: 'iteration-limit' },
      sources: [
        {
          name: 'Voice',
          components: [1, 3],
          pan: -40,
          gainDecibels: null,
          noiseDecibels: null,
          mute: false,
          solo: false,
        },
      ],
      ungrouped: [2],
      noise: {
        components: [4],
        amountPercent: 0,
        smoothingMilliseconds: 0,
        smoothingHertz: 0,
        filtered: false,
      },
      panLawDecibels: -3,
      export: {
        contents: ['mix'],
        format: 'flac',
        bits: 16,
        sampleRate: 8000,
        sharedGainDecibels: 0,
        files: [{ name: 'mix.flac', title: 'Stereo mix', channels: 2, dither: true, clippedSamples: 0 }],
      },
    })
    expect(result.report.nullTestDecibels).toBeLessThan(-120)
    expect(result.report.components.map(({ number }) => number)).toEqual([1, 2, 3, 4])
    const shares = result.report.components.reduce(
      (sum, { energySharePercent }) => sum + energySharePercent,
      0,
    )
    expect(shares).toBeCloseTo(100, 1)
  })

  it('gives the loudness of the mix as the file has it', () => {
    const [file] = result.report.export.files
    expect(file.lufs).toBeCloseTo(Number(result.report.loudness.after.lufs), 1)
    expect(result.report.loudness.before.lufs).toBeGreaterThan(Number(file.lufs))
  })

  it('keeps to its published schema, whatever was exported', async () => {
    const text = await readFile(
      join(import.meta.dirname, '..', '..', '..', 'docs', 'report.schema.json'),
      'utf8',
    )
    const isValid = new Ajv2020({ allowUnionTypes: true }).compile(JSON.parse(text) as object)
    const others = [
      await exported.export('loud.wav', {
        level: { kind: 'loudness', target: -5, ceiling: -1, limit: true },
      }),
      await exported.export('parts', {
        contents: ['sources', 'rpp', 'arrays'],
        level: { kind: 'peak', ceiling: -1 },
      }),
      await exported.export('small.mp3', { format: 'mp3', preset: 'Web' }),
    ]
    for (const { report } of [result, ...others]) {
      const errors = isValid(report) ? [] : isValid.errors
      expect(errors).toEqual([])
    }
    expect(isValid({ ...result.report, surprise: 1 })).toBe(false)
  })

  it('does not tell where the recording lay', () => {
    expect(JSON.stringify(result.report)).not.toContain(exported.folder)
  })

  it('as a page holds every name as text: nothing in it becomes markup or ends a cell', () => {
    const { report } = result
    const hostileReport: ExportReport = {
      ...report,
      source: { ...report.source, name: hostile, channelCount: 2, description: hostile, warnings: [hostile] },
      sources: [{ ...report.sources[0], name: hostile }],
      export: { ...report.export, notes: [hostile], warnings: [hostile] },
    }
    const page = reportAsMarkdown(hostileReport)
    const text = 'a\\|b\\](http://x) \\<i\\>\\*\\_\\`c\\`\\\\ \\# d'
    expect(page.split(text).length - 1).toBe(7)
    expect(reportAsHtml(hostileReport, null).split('&#60;i&#62;').length - 1).toBe(8)
    expect(reportAsHtml(hostileReport, null)).not.toContain('<i>')
    expect(page).toContain(`| ${text} | 1, 3 | -40 | -inf dB |  |`)
  })

  it('as a page says where there is no figure', () => {
    const nothing = { lufs: null, truePeakDbtp: null }
    const { report } = result
    const page = reportAsMarkdown({
      ...report,
      nullTestDecibels: null,
      loudness: { before: nothing, after: nothing },
    })
    expect(page).toContain('against the recording): -inf dB')
    expect(page).toContain('too quiet or short to measure, true peak -inf dBTP')
  })
})
