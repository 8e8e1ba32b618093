import { extname } from 'node:path'
import { gainToDecibels } from '@core/separation/panLaw'
import type { ExportSettings, ExportedFile } from './exportAudio'
import { needsFolder } from './exportPlan'
import { integerCeiling, type Measurement } from './measure'

/** Sentences about an export: notes for information, warnings for what is doubtful. */
export interface Remarks {
  readonly notes: readonly string[]
  readonly warnings: readonly string[]
}

/** What a person should know: what was done to the level, and a name that says something else than the content. */
export function remarksOn(
  settings: ExportSettings,
  facts: {
    readonly measurement: Measurement
    readonly gain: number
    readonly files: readonly ExportedFile[]
  },
): Remarks {
  return { notes: [levelRemark(settings, facts)], warnings: nameWarnings(settings) }
}

function levelRemark(
  { bits }: ExportSettings,
  { measurement, gain, files }: Parameters<typeof remarksOn>[1],
): string {
  if (gain !== 1) {
    const lowered = (-gainToDecibels(gain)).toFixed(2)
    return `Everything was lowered by ${lowered} dB so that the loudest peak stays at ${integerCeiling} dBFS; the same gain holds for the mix and all sources of this project.`
  }
  if (bits === '32f' && measurement.peak > 1) {
    const over = gainToDecibels(measurement.peak).toFixed(2)
    return `The highest peak is ${over} dB above full scale; 32-bit float keeps it unclipped.`
  }
  const clipped = files.reduce((sum, file) => sum + file.clippedCount, 0)
  if (clipped === 0) return 'Levels are unchanged: nothing clips.'
  return `Levels are unchanged. ${clipped === 1 ? 'One sample' : `${clipped} samples`} at full scale lost at most one step of ${bits} bits.`
}

function nameWarnings({ content, target, format }: ExportSettings): string[] {
  const extension = extname(target).toLowerCase()
  const expected = { wav: ['.wav', '.wave', ''], flac: ['.flac', ''] }[format]
  if (needsFolder(content) || expected.includes(extension) || !otherSounds.has(extension)) return []
  return [`${target} is written as ${format.toUpperCase()}, whatever its name says.`]
}

const otherSounds = new Set('.wav .wave .flac .mp3 .ogg .opus .m4a .aac .aif .aiff'.split(' '))
