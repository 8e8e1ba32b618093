import type { AppParts } from '../app.svelte'
import { laneOrderOf } from '../laneOrder'
import type { Commands } from './command'

/** Which components are chosen, and in which order they stand. */
export function laneCommands({ work, view }: AppParts) {
  const isDecomposed = (): boolean => work.project !== null
  const order = (): readonly number[] =>
    laneOrderOf(work.document.current?.decomposed?.components ?? [], view.laneOrder)
  const step = (by: number): void => {
    const lanes = order()
    const at = view.focusedComponent === null ? -1 : lanes.indexOf(view.focusedComponent)
    const next = lanes[Math.max(0, Math.min(lanes.length - 1, at < 0 ? 0 : at + by))]
    view.focusedComponent = next ?? null
    view.selection = next === undefined ? [] : [next]
  }
  return {
    'previous-component': { isEnabled: isDecomposed, run: () => step(-1) },
    'next-component': { isEnabled: isDecomposed, run: () => step(1) },
    'sort-by-pitch': { isEnabled: isDecomposed, run: () => (view.laneOrder = 'pitch') },
    'sort-by-energy': { isEnabled: isDecomposed, run: () => (view.laneOrder = 'energy') },
    'select-all': { isEnabled: isDecomposed, run: () => (view.selection = order()) },
    'select-none': { isEnabled: () => view.selection.length > 0, run: () => (view.selection = []) },
  } satisfies Partial<Commands>
}
