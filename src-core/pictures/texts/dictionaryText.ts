import type { Factors } from '../../nmf/factors'
import { describeComponents } from '../../separation/componentFacts'
import { pitchName } from '../pitchName'
import { formatFrequency } from '../frequencyAxis'
import { formatShare, listOf, tellEach, type PictureText } from './pictureText'

export interface SpectrumFigures {
  readonly name: string
  readonly energyShare: number
  readonly centroidHz: number
  /** Strongest first. */
  readonly pitches: readonly { readonly hz: number; readonly name: string }[]
}

/** The strongest pitches of each spectrum. */
export function dictionaryText(
  names: readonly string[],
  factors: Factors,
  sampleRate: number,
): PictureText<readonly SpectrumFigures[]> {
  const facts = describeComponents(factors, sampleRate)
  const figures = names.map((name, k): SpectrumFigures => {
    const { energyShare, centroid, peaks } = facts[k]
    const pitches = peaks.map((hz) => ({ hz, name: pitchName(hz) }))
    return { name, energyShare, centroidHz: centroid, pitches }
  })
  return { sentences: tellEach(figures, { tell, noun: 'spectra' }), figures }
}

function tell({ name, energyShare, centroidHz, pitches }: SpectrumFigures): string {
  const named = pitches.map((pitch) => `${pitch.name} (${Math.round(pitch.hz)} Hz)`)
  const peaks = named.length > 0 ? `strongest at ${listOf(named)}` : 'without a peak'
  return `${name}: ${peaks}; centre of gravity ${formatFrequency(centroidHz)}; ${formatShare(energyShare)} of the energy.`
}
