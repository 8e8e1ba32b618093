/** The words for an export under way and done. */
import type { Exported } from '@core/contract/engine'
import { stageNames, type Progress, type Stage } from '@core/contract/job'

export interface ProgressWords {
  readonly label: string
  /** 0 .. 1 of this step; null before anything is heard. */
  readonly value: number | null
  readonly detail: string
}

/** Whatever comes before them is the first step. */
const lastStages: readonly Stage[] = ['writing', 'reporting']

export function describeProgress(progress: Progress | null, isCancelling: boolean): ProgressWords {
  if (isCancelling) return { label: 'Cancelling', value: null, detail: 'What was begun is taken away again.' }
  if (!progress) return { label: 'Starting', value: null, detail: 'Asking the engine.' }
  const { stage, done, secondsLeft } = progress
  const step = `Step ${Math.max(1, lastStages.indexOf(stage) + 2)} of ${lastStages.length + 1}`
  const detail = secondsLeft === undefined ? step : `${step}, about ${formatSeconds(secondsLeft)} left`
  return { label: stageNames[stage], value: done, detail }
}

function formatSeconds(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds))
  return whole < 90 ? `${whole} s` : `${Math.ceil(whole / 60)} min`
}

export interface NullTestWords {
  readonly figure: string
  readonly meaning: string
  readonly isGood: boolean
}

/** What docs/command-line.md promises; far beneath anything audible. */
const promised = -120

/** @param decibels residue of all parts together against the recording; null: none at all */
export function describeNullTest(decibels: Exported['nullTestDecibels']): NullTestWords {
  const isGood = decibels === null || decibels <= promised
  return {
    figure: decibels === null ? '−∞ dB' : `${decibels < 0 ? '−' : ''}${Math.abs(decibels).toFixed(1)} dB`,
    meaning: isGood
      ? 'All parts together differ from the recording by no more than this: nothing was lost.'
      : 'All parts together differ from the recording by this: more than it should be. Please report it.',
    isGood,
  }
}

/** 'Loudness −23.0 LUFS, true peak −1.0 dBTP, changed by +2.31 dB' */
export function describeLevels({
  loudnessLufs,
  truePeakDbtp,
  gainDecibels,
}: Pick<Exported, 'loudnessLufs' | 'truePeakDbtp' | 'gainDecibels'>): string {
  const parts = [
    ...(loudnessLufs === null ? [] : [`loudness ${figure(loudnessLufs, 1)} LUFS`]),
    truePeakDbtp === null ? 'silence' : `true peak ${figure(truePeakDbtp, 1)} dBTP`,
    gainDecibels === 0 ? 'gain 0 dB' : `gain ${gainDecibels > 0 ? '+' : ''}${figure(gainDecibels, 2)} dB`,
  ].join(', ')
  return parts[0].toUpperCase() + parts.slice(1)
}

function figure(value: number, digits: number): string {
  return value.toFixed(digits).replace('-', '−')
}

/** The sound files of an export, and the reports, which come last. */
export function splitFiles({ files }: Pick<Exported, 'files'>): {
  readonly sounds: readonly string[]
  readonly reports: readonly string[]
} {
  const isReport = (name: string): boolean => /\.report\.(html|md|json)$/.test(name)
  return { sounds: files.filter((name) => !isReport(name)), reports: files.filter(isReport) }
}
