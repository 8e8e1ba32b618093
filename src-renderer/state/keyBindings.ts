/** Which keys give which commands: a preset, and what the person changed in it. */
import {
  commandIds,
  keyPresetNames,
  keyPresets,
  type CommandId,
  type CommandKeys,
  type KeyPresetName,
} from '@core/contract/commands'
import type { KeyMap } from './keyboard'

/** Own keys of commands, in place of those of the preset. */
export type OwnKeys = Readonly<Partial<Record<CommandId, readonly string[]>>>

export interface KeyChoice {
  readonly preset: KeyPresetName
  readonly own: Readonly<Record<KeyPresetName, OwnKeys>>
}

export const firstKeyChoice: KeyChoice = { preset: 'media', own: { media: {}, daw: {} } }

/** The keys of every command. An own key is taken from whatever else has it in the preset: no key gives two commands. */
export function keysOf({ preset, own }: KeyChoice): CommandKeys {
  const chosen = own[preset]
  const taken = new Set(Object.values(chosen).flat())
  return Object.fromEntries(
    commandIds.map((id) => [id, chosen[id] ?? keyPresets[preset].keys[id].filter((key) => !taken.has(key))]),
  ) as unknown as CommandKeys
}

export function keyMapOf(keys: CommandKeys): KeyMap {
  return new Map(commandIds.flatMap((id) => keys[id].map((key) => [key, id] as const)))
}

/** What else `key` gives now; undefined: nothing. */
export function clashOf(choice: KeyChoice, command: CommandId, key: string): CommandId | undefined {
  const owner = keyMapOf(keysOf(choice)).get(key)
  return owner === command ? undefined : owner
}

/** `key` as the one key of `command`; another command that had it as its own key loses it. */
export function withKey(choice: KeyChoice, command: CommandId, key: string): KeyChoice {
  const others = Object.entries(choice.own[choice.preset]).map(
    ([id, keys]) => [id, keys.filter((other) => other !== key)] as const,
  )
  return withOwn(choice, { ...Object.fromEntries(others), [command]: [key] })
}

/** The keys of `command` as the preset has them; own keys of others that are among these are kept. */
export function withoutOwnKey(choice: KeyChoice, command: CommandId): KeyChoice {
  const others = Object.entries(choice.own[choice.preset]).filter(([id]) => id !== command)
  return withOwn(choice, Object.fromEntries(others))
}

export function withoutOwnKeys(choice: KeyChoice): KeyChoice {
  return withOwn(choice, {})
}

function withOwn(choice: KeyChoice, own: OwnKeys): KeyChoice {
  return { ...choice, own: { ...choice.own, [choice.preset]: own } }
}

/** Keys that cannot be given away: they move the focus, leave things, or are only held along with others. */
export function isFixedKey(key: string): boolean {
  const last = key.split('+').at(-1) ?? ''
  return /^(Escape|Tab|Shift|Control|Alt|AltGraph|Meta|CapsLock|Dead|Process|Unidentified)$/.test(last)
}

/** A choice that was stored as text; whatever of it is not understood is as in a new window. */
export function readKeyChoice(text: string | null): KeyChoice {
  const stored = parsed(text)
  const preset = keyPresetNames.find((name) => name === stored['preset']) ?? firstKeyChoice.preset
  const own = recordOf(stored['own'])
  return { preset, own: { media: ownKeysOf(own['media']), daw: ownKeysOf(own['daw']) } }
}

function parsed(text: string | null): Readonly<Record<string, unknown>> {
  try {
    return recordOf(JSON.parse(text ?? '{}'))
  } catch {
    return {}
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
}

/** Of a key that stands there twice the first counts. */
function ownKeysOf(value: unknown): OwnKeys {
  const seen = new Set<string>()
  const isUsable = (key: unknown): key is string => {
    if (typeof key !== 'string' || key === '' || isFixedKey(key) || seen.has(key)) return false
    seen.add(key)
    return true
  }
  const own = recordOf(value)
  const known = commandIds.filter((id) => Array.isArray(own[id]))
  return Object.fromEntries(known.map((id) => [id, (own[id] as unknown[]).filter(isUsable)]))
}
