import type { Noise } from '@core/project/project'
import { noiseGain } from '@core/separation/mixdown'
import { gainToDecibels } from '@core/separation/panLaw'
import { formatDecibels } from '../../ui/faderMath'

/** What the amount of noise does, in decibels: 'Let back in at −10.5 dB' */
export function noiseAmountText(noise: Noise): string {
  if (noise.components.length === 0) return 'Nothing is noise yet'
  if (noise.amount === 0) return 'Left out, −∞ dB'
  const level = formatDecibels(gainToDecibels(noiseGain(noise)))
  return noise.amount === 100 ? `All of it stays, ${level}` : `Let back in at ${level}`
}
