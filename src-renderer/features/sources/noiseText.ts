import type { Project } from '@core/project/project'
import { noiseGain, removedShare, sourceNoiseGain } from '@core/separation/mixdown'
import { gainToDecibels } from '@core/separation/panLaw'
import { formatDecibels } from '../../ui/faderMath'

/** How much of the noise is let back in, in the centre and with the sources together, in decibels: 'Let back in at −10.5 dB' */
export function noiseAmountText(project: Pick<Project, 'noise' | 'sources'>): string {
  const { noise, sources } = project
  if (noise.components.length === 0) return 'Nothing is noise yet'
  const back = sources.reduce((sum, source) => sum + sourceNoiseGain(source), noiseGain(noise))
  if (back === 0) return 'Left out, −∞ dB'
  const level = formatDecibels(gainToDecibels(back))
  return removedShare(project) > 0 ? `Let back in at ${level}` : `All of it stays, ${level}`
}
