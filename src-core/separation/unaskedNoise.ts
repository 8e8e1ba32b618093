import type { ComponentFacts } from './componentFacts'
import type { Suggestion } from './suggest'

/** What would take more of the energy than this is no noise that anybody should leave out unheard. */
const mostLeftOut = 0.25

/** What of the suggestions may be left out although nobody was asked. */
export interface UnaskedNoise {
  readonly suggestions: readonly Suggestion[]
  /** Of the energy, 0 .. 1. */
  readonly share: number
  /** It is so much that it must be heard first. */
  readonly isTooMuch: boolean
}

/** Likely noise as `remaster` leaves it out: all of it, or nothing where that would be more than a quarter of the energy. */
export function unaskedNoise(
  suggestions: readonly Suggestion[],
  facts: readonly Pick<ComponentFacts, 'energyShare'>[],
): UnaskedNoise {
  const noise = suggestions.filter(({ kind }) => kind === 'noise')
  const share = noise.reduce((sum, { components: [k] }) => sum + facts[k].energyShare, 0)
  return { suggestions: noise, share, isTooMuch: share > mostLeftOut }
}
