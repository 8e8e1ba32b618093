import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createSource, setGain, setPan } from '@core/project/edits'
import type { ExportSettings } from './exportAudio'
import { createExportCase } from './exportCase.testSupport'

const edits = [
  createSource('Left', [0]),
  createSource('Right', [1, 2]),
  setPan('source-1', -80),
  setPan('source-2', 35),
  setGain('source-2', -4),
]

const cases: readonly { name: string; settings: Partial<ExportSettings>; lufs: number }[] = [
  { name: 'mix.wav', settings: {}, lufs: -10.4 },
  { name: 'mix.flac', settings: { format: 'flac', bits: 16 }, lufs: -10.4 },
  { name: 'fine.wav', settings: { sampleRate: 48_000, bits: 24 }, lufs: -11 },
]

const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0

/** Integrated loudness by ffmpeg's filter ebur128, LUFS. */
function ffmpegLoudness(path: string): number {
  const { stderr } = spawnSync(
    'ffmpeg',
    ['-nostats', '-i', path, '-filter:a', 'ebur128', '-f', 'null', '-'],
    { encoding: 'utf8' },
  )
  return Number(/Integrated loudness:\s+I:\s+(-?[\d.]+) LUFS/.exec(stderr)?.[1])
}

// The figures are ffmpeg 5.1's of the same files: `ffmpeg -i <file> -filter:a ebur128 -f null -`.
it.each(cases)(
  'an export says the loudness that ffmpeg hears in it: $name',
  async ({ name, settings, lufs }) => {
    const exported = await createExportCase({ seconds: 4, edits })
    try {
      const { report } = await exported.export(name, settings)
      const said = Number(report.export.files[0].lufs)
      expect(Math.abs(said - lufs)).toBeLessThan(0.1)
      if (hasFfmpeg) expect(Math.abs(said - ffmpegLoudness(join(exported.folder, name)))).toBeLessThan(0.1)
    } finally {
      await exported.remove()
    }
  },
)
