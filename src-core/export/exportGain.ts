/** The one gain of an export. */
import type { ExportLevel } from '../contract/exports'
import { decibelsToGain } from '../separation/panLaw'

/** Loudest level that a format which clips is given, dBFS; leaves room for dither. */
export const integerCeiling = -0.1

export interface GainFacts {
  /** Highest sample of the mix, of every source and of every file to write, at the rate of the export. */
  readonly peak: number
  /** Highest true peak of the files to write, full scale = 1. */
  readonly truePeak: number
  /** Of the mix, or the file where there is only one, LUFS; -Infinity: silent or too short. */
  readonly loudness: number
  /** Values above full scale are lost in the format. */
  readonly clips: boolean
}

export interface ExportGain {
  /** Linear; of everything that is written. */
  readonly gain: number
  /** Linear; true peaks above are limited. Null: nothing is. */
  readonly limit: number | null
}

/** What the level asks for. Silence stays as it is. */
export function exportGain(level: ExportLevel, facts: GainFacts): ExportGain {
  switch (level.kind) {
    case 'unchanged':
      return { gain: unclipped(facts), limit: null }
    case 'peak':
      return { gain: facts.truePeak > 0 ? highestGain(level.ceiling, facts) : 1, limit: null }
    case 'loudness': {
      if (!Number.isFinite(facts.loudness)) return { gain: unclipped(facts), limit: null }
      const wanted = decibelsToGain(level.target - facts.loudness)
      const highest = highestGain(level.ceiling, facts)
      if (wanted <= highest) return { gain: wanted, limit: null }
      return level.limit
        ? { gain: wanted, limit: decibelsToGain(level.ceiling) }
        : { gain: highest, limit: null }
    }
  }
}

/** 1, or, where the format would clip, what brings the highest peak to the ceiling of such formats. */
function unclipped({ peak, clips }: GainFacts): number {
  return clips && peak > 1 ? decibelsToGain(integerCeiling) / peak : 1
}

function highestGain(ceiling: number, { truePeak }: GainFacts): number {
  return truePeak > 0 ? decibelsToGain(ceiling) / truePeak : Infinity
}
