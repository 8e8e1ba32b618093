import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createSource, setGain, setPan } from '@core/project/edits'
import type { ExportSettings } from './exportSettings'
import { createExportCase } from './exportCase.testSupport'

const edits = [
  createSource('Left', [0]),
  createSource('Right', [1, 2]),
  setPan('source-1', -80),
  setPan('source-2', 35),
  setGain('source-2', -4),
]

const cases: readonly { name: string; settings: Partial<ExportSettings> }[] = [
  { name: 'mix.wav', settings: {} },
  { name: 'mix.flac', settings: { format: 'flac', bits: 16 } },
  { name: 'fine.wav', settings: { sampleRate: 48_000, bits: 24 } },
  { name: 'mono.wav', settings: { contents: ['mono'], bits: 16 } },
]

interface Figures {
  /** LUFS */
  readonly integrated: number
  /** dBTP */
  readonly truePeak: number
}

/** By ffmpeg, of the same files: see golden/PROVENANCE.md. */
const golden = JSON.parse(
  readFileSync(join(import.meta.dirname, 'golden', 'ffmpegLoudness.json'), 'utf8'),
) as Readonly<Record<string, Figures>>

const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0

/** The last figures of ffmpeg's filter ebur128, of the whole file. */
function measureByFfmpeg(path: string): Figures {
  const filter = 'ebur128=peak=true:metadata=1,ametadata=print:file=-'
  const { stdout } = spawnSync(
    'ffmpeg',
    ['-v', 'error', '-i', path, '-filter:a', filter, '-f', 'null', '-'],
    { encoding: 'utf8' },
  )
  const valuesOf = (key: string): number[] =>
    [...stdout.matchAll(new RegExp(`lavfi\\.r128\\.${key}=(\\S+)`, 'g'))].map(([, value]) => Number(value))
  const truePeak = Math.max(...valuesOf('true_peaks_ch0'), ...valuesOf('true_peaks_ch1'))
  return { integrated: valuesOf('I').at(-1) ?? Number.NaN, truePeak: 20 * Math.log10(truePeak) }
}

function expectAlike(said: { lufs: number | null; truePeakDbtp: number | null }, heard: Figures): void {
  expect(Math.abs(Number(said.lufs) - heard.integrated)).toBeLessThan(0.1)
  // The tolerance of EBU Tech 3341: meters oversample by more or less, and noise peaks anywhere between samples.
  expect(Number(said.truePeakDbtp) - heard.truePeak).toBeLessThan(0.2)
  expect(Number(said.truePeakDbtp) - heard.truePeak).toBeGreaterThan(-0.4)
}

it.each(cases)('an export says the levels that ffmpeg finds in it: $name', async ({ name, settings }) => {
  const exported = await createExportCase({ seconds: 4, edits })
  try {
    const { report } = await exported.export(name, settings)
    const [said] = report.export.files
    expectAlike(said, golden[name])
    if (hasFfmpeg) expectAlike(said, measureByFfmpeg(join(exported.folder, name)))
  } finally {
    await exported.remove()
  }
})
