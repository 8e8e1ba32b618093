/** Changes of level in words and figures. Levels in dB. */
import type { MeasuredPair } from '../../audio/matching'

/** '−2.3 dB'; a dash where there is nothing to tell. */
export function formatChange(decibels: number | null): string {
  if (decibels === null) return '–'
  const rounded = Math.round(decibels * 10) / 10
  return `${rounded < 0 ? '−' : rounded > 0 ? '+' : ''}${Math.abs(rounded).toFixed(1)} dB`
}

/** What is done so that original and remaster can be compared fairly. */
export function describeMatch(isOn: boolean, pair: MeasuredPair | null): string {
  if (!isOn) return 'Original and remaster are heard as loud as they are'
  if (!pair) return 'Measuring the loudness of original and remaster'
  const difference = Math.round((pair.original - pair.mix) * 10) / 10
  if (Number.isNaN(difference) || !Number.isFinite(difference)) return 'One of them is silent'
  if (difference === 0) return 'Original and remaster are equally loud'
  const louder = difference > 0 ? 'The original' : 'The remaster'
  return `${louder} is lowered by ${Math.abs(difference).toFixed(1)} dB, so that both are equally loud`
}
