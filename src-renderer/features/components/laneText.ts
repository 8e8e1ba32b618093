import { formatFrequency, noteName } from '@core/pictures/frequencyAxis'

/** '23.4 %' of a share of 0 .. 1 */
export function formatShare(share: number): string {
  const percent = 100 * share
  return percent > 0 && percent < 0.05 ? '< 0.1 %' : `${percent.toFixed(1)} %`
}

/** Notes of the strongest pitches, strongest first, each once: 'A4 C♯5'. Those below 16 Hz are no notes. */
export function notesText(peaksHz: readonly number[]): string {
  return [...new Set(peaksHz.filter((frequency) => frequency >= 16).map(noteName))].join('  ')
}

/** 'Strongest at A4 (440 Hz), C♯5 (554 Hz)' */
export function peaksText(peaksHz: readonly number[]): string {
  if (peaksHz.length === 0) return 'No clear pitch'
  const pitches = peaksHz.map((frequency) =>
    frequency < 16 ? formatFrequency(frequency) : `${noteName(frequency)} (${formatFrequency(frequency)})`,
  )
  return `Strongest at ${pitches.join(', ')}`
}

export interface LaneFacts {
  readonly name: string
  /** 0 .. 1 */
  readonly energyShare: number
  /** Of the source, 'Noise', or null */
  readonly place: string | null
  /** 'noise?', or undefined */
  readonly hint?: string | undefined
}

/** What a screen reader says of a lane: 'Component 3, 23.4 % of the energy, in Clarinet' */
export function laneLabel({ name, energyShare, place, hint }: LaneFacts): string {
  const where = place === null ? 'not grouped' : `in ${place}`
  const guess = hint === undefined ? '' : `, perhaps ${hint.replace('?', '')}`
  return `${name}, ${formatShare(energyShare)} of the energy, ${where}${guess}`
}
