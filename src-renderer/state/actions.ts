import type { CommandId } from '@core/contract/commands'
import type { WorkId } from '@core/contract/ids'
import type { PickedFile } from '@core/contract/page'
import type { AppParts } from './app.svelte'
import { analysisCommands } from './commands/analysisCommands'
import { brushCommands } from './commands/brushCommands'
import { clickCommands } from './commands/clickCommands'
import type { Commands } from './commands/command'
import { componentCommands } from './commands/componentCommands'
import { fileCommands } from './commands/fileCommands'
import { heardCommands } from './commands/heardCommands'
import { laneCommands } from './commands/laneCommands'
import { sourceCommands } from './commands/sourceCommands'
import { transportCommands } from './commands/transportCommands'
import { viewCommands } from './commands/viewCommands'
import { windowCommands } from './commands/windowCommands'
import { mayClose, openFile, openWaiting, recoverKept } from './fileActions'

export interface Actions {
  isEnabled(command: CommandId): boolean
  /** Does nothing when the command cannot be given now. */
  run(command: CommandId): void
  /** Opens a file that was picked, dropped or asked for, after asking about unsaved work. */
  openFile(picked: PickedFile): Promise<void>
  /** Opens what was asked for from outside, such as a file given at the start. */
  openWaiting(): Promise<void>
  /** Goes on with unsaved work of an earlier run, after asking about what is open. */
  recover(id: WorkId): Promise<void>
  /** Whether what is open may be given up: asks when there is unsaved work. */
  mayClose(): Promise<boolean>
}

export function createActions(parts: AppParts): Actions {
  const commands: Commands = {
    ...fileCommands(parts),
    ...analysisCommands(parts),
    ...componentCommands(parts),
    ...laneCommands(parts),
    ...sourceCommands(parts),
    ...brushCommands(parts),
    ...transportCommands(parts),
    ...heardCommands(parts),
    ...clickCommands(parts),
    ...viewCommands(parts),
    ...windowCommands(parts),
  }
  return {
    isEnabled: (command) => commands[command].isEnabled(),
    run(command) {
      const { isEnabled, run } = commands[command]
      if (isEnabled()) run()
    },
    openFile: (picked) => openFile(parts, picked),
    openWaiting: () => openWaiting(parts),
    recover: (id) => recoverKept(parts, id),
    mayClose: () => mayClose(parts),
  }
}
