import type { CommandId } from '@core/contract/commands'

/** What a command does, and when it can be given. */
export interface Action {
  readonly isEnabled: () => boolean
  readonly run: () => void
}

export type Commands<Ids extends CommandId = CommandId> = Record<Ids, Action>

export const always = (): boolean => true
