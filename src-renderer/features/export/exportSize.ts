import type { ExportWish } from '@core/contract/exports'
import { enclosedFiles, planFiles } from '@core/export/exportPlan'
import { isLossless } from '@core/export/presets'
import type { Project } from '@core/project/project'

/** Share of the size of WAV that FLAC needs for old recordings, about. */
const flacShare = 0.55

/** Bytes of all files together, about; headers are left out. */
export function estimatedBytes(wish: ExportWish, project: Project): number {
  const seconds = project.recording.sampleCount / project.recording.sampleRate
  const mix = { ...project, panLaw: wish.panLaw }
  const files = [...planFiles(project, wish.contents, mix), ...enclosedFiles(project, wish.contents, mix)]
  const channels = files.reduce((sum, file) => sum + file.channels.length, 0)
  const { format, bits, kilobits, sampleRate } = wish
  if (!isLossless(format)) return (channels * seconds * kilobits * 1000) / 2 / 8
  const sampleBytes = bits === '32f' ? 4 : bits / 8
  return channels * seconds * sampleRate * sampleBytes * (format === 'flac' ? flacShare : 1)
}

/** 'about 32 MB' */
export function formatBytes(bytes: number): string {
  if (bytes < 1e6) return `about ${Math.max(1, Math.round(bytes / 1e3))} kB`
  const mega = bytes / 1e6
  return mega < 1000 ? `about ${Number(mega.toPrecision(2))} MB` : `about ${(mega / 1000).toFixed(1)} GB`
}
