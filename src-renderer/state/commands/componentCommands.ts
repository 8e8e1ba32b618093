import { sourceNumbers, type AssignCommandId } from '@core/contract/commands'
import type { AppParts } from '../app.svelte'
import { assignToNoise, assignToSourceNumber, newSource, ungroup } from '../grouping'
import type { Commands } from './command'

export function componentCommands({ work, view, listening, dialogs }: AppParts) {
  const isDecomposed = (): boolean => work.project !== null
  const hasChosen = (): boolean => isDecomposed() && view.chosenComponents.length > 0
  const listen = (): void => {
    const [component] = view.chosenComponents
    const { what } = listening
    const isHeard = what.kind === 'component' && what.component === component
    listening.listenTo(isHeard ? { kind: 'mix' } : { kind: 'component', component })
    if (!isHeard) listening.play()
  }
  const assign = Object.fromEntries(
    sourceNumbers.map((number) => [
      `assign-to-source-${number}`,
      { isEnabled: hasChosen, run: () => assignToSourceNumber(work, view.chosenComponents, number) },
    ]),
  ) as unknown as Commands<AssignCommandId>
  return {
    ...assign,
    'assign-to-noise': { isEnabled: hasChosen, run: () => assignToNoise(work, view.chosenComponents) },
    ungroup: { isEnabled: hasChosen, run: () => ungroup(work, view.chosenComponents) },
    'new-source': { isEnabled: hasChosen, run: () => newSource(work, view.chosenComponents) },
    'rename-component': {
      isEnabled: hasChosen,
      run: () => (view.renaming = view.chosenComponents[0] ?? null),
    },
    'split-components': { isEnabled: hasChosen, run: () => (dialogs.shown = 'split') },
    'merge-components': {
      isEnabled: () => isDecomposed() && view.selection.length > 1,
      run: () => (dialogs.shown = 'merge'),
    },
    'listen-to-component': { isEnabled: hasChosen, run: listen },
    suggest: { isEnabled: isDecomposed, run: () => (dialogs.shown = 'suggest') },
  } satisfies Partial<Commands>
}
