import type { CommandId, CommandKeys, KeyPresetName } from '@core/contract/commands'
import {
  keyMapOf,
  keysOf,
  readKeyChoice,
  withKey,
  withoutOwnKey,
  withoutOwnKeys,
  type KeyChoice,
} from './keyBindings'
import { recall, remember } from '../ui/remembered'
import type { KeyMap } from './keyboard'

const storageKey = 'shellac-keys'

/** The keys in force, remembered for the next start. */
export class Keys {
  #choice = $state.raw(readKeyChoice(recall(storageKey)))
  readonly all: CommandKeys = $derived(keysOf(this.#choice))
  readonly map: KeyMap = $derived(keyMapOf(this.all))

  get choice(): KeyChoice {
    return this.#choice
  }

  /** The key shown with a command; undefined: it has none. */
  of(command: CommandId): string | undefined {
    return this.all[command][0]
  }

  isOwn(command: CommandId): boolean {
    return this.#choice.own[this.#choice.preset][command] !== undefined
  }

  choosePreset(preset: KeyPresetName): void {
    this.#take({ ...this.#choice, preset })
  }

  change(command: CommandId, key: string): void {
    this.#take(withKey(this.#choice, command, key))
  }

  reset(command: CommandId): void {
    this.#take(withoutOwnKey(this.#choice, command))
  }

  resetAll(): void {
    this.#take(withoutOwnKeys(this.#choice))
  }

  #take(choice: KeyChoice): void {
    this.#choice = choice
    remember(storageKey, JSON.stringify(choice))
  }
}
