/** What a component may be: told in a word beside it, never acted upon. */
import { suggest, type Suggestion } from '@core/separation/suggest'
import type { PictureFactors } from '../../state/factors.svelte'

export interface LaneHint {
  /** 'noise?' */
  readonly word: string
  /** Why, and how sure it is. */
  readonly reason: string
}

const words: Readonly<Record<Suggestion['kind'], string | null>> = {
  noise: 'noise?',
  bass: 'bass?',
  unused: 'unused',
  // Of several components: no word beside one of them.
  together: null,
  pitch: null,
}

/** By the number of the component, from 0. `sampleRate` in Hz. */
export function laneHints(factors: PictureFactors, sampleRate: number): ReadonlyMap<number, LaneHint> {
  const hints = new Map<number, LaneHint>()
  for (const { kind, components, confidence, reason } of suggest(factors, sampleRate)) {
    const word = words[kind]
    if (word === null) continue
    const sure = `Such hints are right in about ${Math.floor(10 * confidence)} of 10 cases.`
    for (const component of components) {
      hints.set(component, { word, reason: kind === 'unused' ? reason : `${reason} ${sure}` })
    }
  }
  return hints
}
