import { getContext, setContext } from 'svelte'
import type { CommandId } from '@core/contract/commands'
import type { Shell } from '../shell/shell'
import { AlgorithmComparison } from './algorithmComparison.svelte'
import { createActions, type Actions } from './actions'
import { Brush } from './brush.svelte'
import { Clicks } from './clicks.svelte'
import { Dialogs } from './dialogs.svelte'
import { createFiles, type Files } from './files'
import { Grooves } from './grooves.svelte'
import { Keys } from './keys.svelte'
import { ListeningState } from './listening.svelte'
import { Notices } from './notices.svelte'
import { OutputChoice } from './outputChoice.svelte'
import { Pictures } from './pictures.svelte'
import { Recovery } from './recovery.svelte'
import { SmoothnessComparison } from './smoothnessComparison.svelte'
import { SmoothnessSearch } from './smoothnessSearch.svelte'
import { View } from './view.svelte'
import { Work } from './work.svelte'

/** Everything the features share. */
export interface App {
  readonly shell: Shell
  readonly work: Work
  readonly view: View
  readonly clicks: Clicks
  readonly grooves: Grooves
  readonly listening: ListeningState
  readonly output: OutputChoice
  readonly pictures: Pictures
  readonly brush: Brush
  readonly dialogs: Dialogs
  readonly files: Files
  readonly comparisons: {
    readonly algorithms: AlgorithmComparison
    readonly smoothness: SmoothnessComparison
    readonly smoothnessSearch: SmoothnessSearch
  }
  readonly recovery: Recovery
  readonly notices: Notices
  readonly keys: Keys
  /** What the commands do; the page's buttons, keys, palette and menu all go through here. */
  readonly actions: Actions
}

export function createApp(shell: Shell): App {
  const notices = new Notices()
  const work = new Work(shell)
  const view = new View()
  const clicks = new Clicks(shell.engine, work)
  const grooves = new Grooves(shell.engine, work)
  const dialogs = new Dialogs()
  const files = createFiles(shell, dialogs)
  const listening = new ListeningState(shell, work, (error) =>
    notices.showError('The sound could not be played', error),
  )
  const output = new OutputChoice(listening.player, notices)
  const keys = new Keys()
  const compared = { work, dialogs, notices }
  const comparisons = {
    algorithms: new AlgorithmComparison(compared),
    smoothness: new SmoothnessComparison(compared),
    smoothnessSearch: new SmoothnessSearch(compared),
  }
  const pictures = new Pictures(view)
  const brush = new Brush(work, view)
  const recovery = new Recovery({ shell, work, dialogs, files, notices })
  const parts = {
    ...{ shell, notices, keys, work, view, clicks, dialogs, files, listening, output, pictures, brush },
    comparisons,
    recovery,
    grooves,
  }
  return { ...parts, actions: createActions(parts) }
}

export type AppParts = Omit<App, 'actions'>

const key = Symbol('app')

export function provideApp(app: App): void {
  setContext(key, app)
}

export function useApp(): App {
  return getContext<App>(key)
}

/** Gives a command if it can be given now; true if it could. */
export function give({ actions }: App, command: CommandId): boolean {
  if (!actions.isEnabled(command)) return false
  actions.run(command)
  return true
}
