import type { Separation } from '@core/separation/renderOutputs'
import { exportAudio } from '../services/exports/exportAudio'
import type { ExportResult, ExportSettings } from '../services/exports/exportSettings'
import type { OpenedProject } from '../services/projectFile/projectFile'
import type { Terminal } from './terminal'

/** Exports and says what was written: what `export` and `remaster` have in common. */
export async function exportProject(
  opened: OpenedProject,
  separation: Separation,
  settings: ExportSettings,
  terminal: Terminal,
): Promise<void> {
  const result = await exportAudio(opened, separation, settings, terminal.control)
  for (const note of result.notes) terminal.note(note)
  for (const warning of result.warnings) terminal.warn(warning)
  const { report, companionPaths, skipped } = result
  terminal.result(asText(result), {
    files: result.files.map(({ path }, i) => ({ path, ...report.export.files[i] })),
    reports: companionPaths,
    skipped,
    nullTestDecibels: report.nullTestDecibels,
    loudness: report.loudness,
    sharedGainDecibels: report.export.sharedGainDecibels,
  })
}

function asText({ files, report, companionPaths }: ExportResult): string {
  const { before, after } = report.loudness
  return [
    ...files.map((file, i) => `${file.path}  (${file.plan.title}, ${loudness(report.export.files[i].lufs)})`),
    ...companionPaths,
    `Null test: ${report.nullTestDecibels?.toFixed(1) ?? '-inf'} dB; loudness: recording ${loudness(before.lufs)}, stereo mix ${loudness(after.lufs)}.`,
  ].join('\n')
}

function loudness(lufs: number | null): string {
  return lufs === null ? 'too quiet or short to measure' : `${lufs.toFixed(1)} LUFS`
}
