import type { Noise, Project, Source } from '../project/project'
import { decibelsToGain, panGains, type PanLaw, type StereoGains } from './panLaw'
import type { ComponentWeights } from './renderOutputs'

/** What of a project decides about the mix. */
export type Mix = Pick<Project, 'sources' | 'noise' | 'components'> & { readonly panLaw: PanLaw }

/** Gain at which the noise is let back into the mix, from its amount of 0 .. 100 %. */
export function noiseGain(noise: Noise): number {
  return noise.amount / 100
}

/** Gain at which the noise is let back in with a source, before the level of the source. */
export function sourceNoiseGain(source: Source): number {
  return decibelsToGain(source.noise)
}

/** True where a source is heard: not muted, and soloed if any source is. */
export function isAudible(source: Source, sources: readonly Source[]): boolean {
  return !source.mute && (source.solo || !sources.some((other) => other.solo))
}

/** Linear gains of a source in the left and right channel: mute, solo, level and pan together. The one mixing law. */
export function sourceGains(source: Source, mix: Mix): StereoGains {
  if (!isAudible(source, mix.sources)) return { left: 0, right: 0 }
  const level = decibelsToGain(source.gain)
  const pan = panGains(source.pan, mix.panLaw)
  return { left: level * pan.left, right: level * pan.right }
}

/** Linear gains of what stands in the centre at 0 dB: the ungrouped components and, times its gain, the noise. */
export function centreGains(mix: Mix): StereoGains {
  return mix.sources.some((source) => source.solo) ? { left: 0, right: 0 } : panGains(0, mix.panLaw)
}

/** Linear gains of the noise: its amount in the centre, and with every source what that lets back in, at its place and level. */
export function noiseGains(mix: Mix): StereoGains {
  const centre = centreGains(mix)
  const amount = noiseGain(mix.noise)
  let [left, right] = [centre.left * amount, centre.right * amount]
  for (const source of mix.sources) {
    const gains = sourceGains(source, mix)
    left += gains.left * sourceNoiseGain(source)
    right += gains.right * sourceNoiseGain(source)
  }
  return { left, right }
}

/** The two channels of the mix as weights of the components: left, right. */
export function mixWeights(mix: Mix): [ComponentWeights, ComponentWeights] {
  const centre = centreGains(mix)
  const noise = noiseGains(mix)
  const left = new Float64Array(mix.components.length).fill(centre.left)
  const right = new Float64Array(mix.components.length).fill(centre.right)
  for (const k of mix.noise.components) {
    left[k] = noise.left
    right[k] = noise.right
  }
  for (const source of mix.sources) {
    const gains = sourceGains(source, mix)
    for (const k of source.components) {
      left[k] = gains.left
      right[k] = gains.right
    }
  }
  return [left, right]
}

/**
 * Share of the noise that is left out of the recording: what neither the amount nor a source lets back in, whatever the levels of
 * the sources. They may let in more than there is; then nothing is left out.
 */
export function removedShare({ noise, sources }: Pick<Mix, 'noise' | 'sources'>): number {
  const back = sources.reduce((sum, source) => sum + sourceNoiseGain(source), noiseGain(noise))
  return Math.max(0, 1 - back)
}

/** What is left out of the recording. */
export function removedWeights(mix: Mix): ComponentWeights {
  return weightsOf(mix.components.length, mix.noise.components, removedShare(mix))
}

/** The recording without what is removed, in mono: removed + denoised = recording. */
export function denoisedWeights(mix: Mix): ComponentWeights {
  return removedWeights(mix).map((weight) => 1 - weight)
}

/** The same weights with one for what declicking took away. */
export function withClicks(weights: ComponentWeights, gain = 1): ComponentWeights {
  return Float64Array.of(...weights, gain)
}

/** What a project leaves out: of the noise as much as its amount says, and all clicks that were removed before. */
export function leftOutWeights({ analysis }: Pick<Project, 'analysis'>, mix: Mix): ComponentWeights {
  return analysis.declick ? withClicks(removedWeights(mix)) : removedWeights(mix)
}

/** A group of components alone at a given gain, all others silent. */
export function weightsOf(componentCount: number, members: readonly number[], gain = 1): ComponentWeights {
  const weights = new Float64Array(componentCount)
  for (const k of members) weights[k] = gain
  return weights
}
