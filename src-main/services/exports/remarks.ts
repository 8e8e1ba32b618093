import { extname } from 'node:path'
import { exportFormats, type ExportFormat, type ExportLevel } from '@core/contract/exports'
import { integerCeiling, type ExportGain } from '@core/export/exportGain'
import { gainToDecibels } from '@core/separation/panLaw'
import type { ExportedFile, ExportSettings } from './exportSettings'
import { goesIntoFolder } from './exportTargets'
import type { Measurement } from './measure'

/** Sentences about an export: notes for information, warnings for what is doubtful. */
export interface Remarks {
  readonly notes: readonly string[]
  readonly warnings: readonly string[]
}

interface RemarkFacts {
  readonly measurement: Measurement
  readonly level: ExportGain
  readonly files: readonly ExportedFile[]
  /** Names of files that exist and stayed. */
  readonly skipped: readonly string[]
  /** What the recording's file holds beside its sound could not be read again. */
  readonly lacksChunks: boolean
}

/** What a person should know: what was done to the level, and a name that says something else than the content. */
export function remarksOn(settings: ExportSettings, facts: RemarkFacts): Remarks {
  return {
    notes: [
      levelRemark(settings, facts),
      ...ditherRemarks(settings, facts),
      ...limiterRemarks(settings.level, facts),
      ...skippedRemarks(facts),
    ],
    warnings: [...nameWarnings(settings), ...targetWarnings(settings.level, facts), ...chunkWarnings(facts)],
  }
}

function chunkWarnings({ lacksChunks }: RemarkFacts): string[] {
  if (!lacksChunks) return []
  return [
    'The recording was moved or changed since it was opened: its sound is exported as it was, without further chunks of its file.',
  ]
}

function levelRemark(settings: ExportSettings, { measurement, level, files }: RemarkFacts): string {
  const { bits, format } = settings
  if (level.gain !== 1) return gainRemark(settings.level, level.gain)
  if (format === 'wav' && bits === '32f' && measurement.peak > 1) {
    const over = gainToDecibels(measurement.peak).toFixed(2)
    return `The highest peak is ${over} dB above full scale; 32-bit float keeps it unclipped.`
  }
  const clipped = files.reduce((sum, file) => sum + file.clippedCount, 0)
  if (clipped === 0) return 'Levels are unchanged: nothing clips.'
  return `Levels are unchanged. ${clipped === 1 ? 'One sample' : `${clipped} samples`} at full scale lost at most one step of ${bits} bits.`
}

function gainRemark(level: ExportLevel, gain: number): string {
  const decibels = gainToDecibels(gain)
  const change = `${decibels < 0 ? 'lowered' : 'raised'} by ${Math.abs(decibels).toFixed(2)} dB`
  switch (level.kind) {
    case 'unchanged':
      return `Everything was ${change} so that the loudest peak stays at ${integerCeiling} dBFS; the same gain holds for the mix and all sources of this project.`
    case 'peak':
      return `Everything was ${change}, by one gain, to a highest true peak of ${level.ceiling} dBTP.`
    case 'loudness':
      return `Everything was ${change}, by one gain, towards a loudness of ${level.target} LUFS.`
  }
}

function ditherRemarks({ bits }: ExportSettings, { files }: RemarkFacts): string[] {
  return files.some(({ dither }) => dither)
    ? [`Samples were rounded to ${bits} bits with dither (TPDF).`]
    : []
}

/** A limiter is never silent. */
function limiterRemarks(level: ExportLevel, { level: { limit }, files }: RemarkFacts): string[] {
  if (level.kind !== 'loudness' || !level.limit) return []
  if (limit === null) return [`No true peak passes ${level.ceiling} dBTP: nothing was limited.`]
  const limited = files.flatMap(({ limiter, plan }) => {
    if (!limiter || limiter.share === 0) return []
    const share = 100 * limiter.share
    const percent = share < 0.01 ? 'less than 0.01' : share.toFixed(2)
    return [`${plan.title} by at most ${limiter.reduction.toFixed(2)} dB, during ${percent} % of the time`]
  })
  const apart = files.length > 1 ? ' Limited files no longer add up exactly.' : ''
  return [`True peaks above ${level.ceiling} dBTP were limited: ${limited.join('; ')}.${apart}`]
}

function skippedRemarks({ skipped }: RemarkFacts): string[] {
  if (skipped.length === 0) return []
  return [`Left as they were, because they exist: ${skipped.join(', ')}.`]
}

/** LU: a broadcaster's tolerance (EBU R 128) is no wider. */
const tolerance = 0.5

function targetWarnings(level: ExportLevel, { measurement, level: { gain } }: RemarkFacts): string[] {
  if (level.kind !== 'loudness') return []
  const { loudness } = measurement
  if (!Number.isFinite(loudness)) {
    return ['The sound is too quiet or too short for a loudness, so its level was not changed to reach one.']
  }
  const missed = level.target - (loudness + gainToDecibels(gain))
  if (missed <= tolerance) return []
  return [
    `The loudness stays ${missed.toFixed(1)} LU below ${level.target} LUFS: more would push true peaks above ${level.ceiling} dBTP, and limiting was not asked for.`,
  ]
}

function nameWarnings(settings: ExportSettings): string[] {
  const { target, format } = settings
  const extension = extname(target).toLowerCase()
  if (goesIntoFolder(settings) || expected[format].includes(extension) || !otherSounds.has(extension))
    return []
  return [`${target} is written as ${format.toUpperCase()}, whatever its name says.`]
}

const expected: Readonly<Record<ExportFormat, readonly string[]>> = {
  wav: ['.wav', '.wave', ''],
  flac: ['.flac', ''],
  mp3: ['.mp3', ''],
  ogg: ['.ogg', '.oga', ''],
}
const otherSounds = new Set([
  ...exportFormats.flatMap((format) => expected[format]).filter((extension) => extension !== ''),
  ...'.opus .m4a .aac .aif .aiff'.split(' '),
])
