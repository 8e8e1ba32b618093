import type { ComponentSummary } from '@core/contract/engine'
import type { LaneOrder } from './view.svelte'

/** Component numbers (from 0) in the order of their lanes: rising pitch, falling energy, or as the machine numbered them. */
export function laneOrderOf(components: readonly ComponentSummary[], order: LaneOrder): number[] {
  const numbers = components.map((_, component) => component)
  switch (order) {
    case 'pitch':
      return numbers.sort((a, b) => components[a].centroidHz - components[b].centroidHz || a - b)
    case 'energy':
      return numbers.sort((a, b) => components[b].energyShare - components[a].energyShare || a - b)
    case 'number':
      return numbers
  }
}
