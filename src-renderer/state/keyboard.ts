import type { CommandId } from '@core/contract/commands'

export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

/**
 * A key press as commands.ts writes it: 'Mod+Shift+Z'. Shift is left out where it only makes the character, as in '?'.
 * A Mac's Ctrl and other systems' Meta are no modifier of ours: such presses are undefined.
 */
export function nameOfKey(
  { key, ctrlKey, metaKey, shiftKey, altKey }: KeyPress,
  isMac: boolean,
): string | undefined {
  const isMod = isMac ? metaKey : ctrlKey
  if (isMac ? ctrlKey : metaKey) return undefined
  const isLetter = /^\p{L}$/u.test(key)
  const name = isLetter ? key.toUpperCase() : key
  const makesCharacter = name.length === 1 && !isLetter && name !== ' '
  const parts = [
    ...(isMod ? ['Mod'] : []),
    ...(shiftKey && !makesCharacter ? ['Shift'] : []),
    ...(altKey ? ['Alt'] : []),
    name,
  ]
  return parts.join('+')
}

/** The command of each key. */
export type KeyMap = ReadonlyMap<string, CommandId>

export function commandOfKey(press: KeyPress, isMac: boolean, keyMap: KeyMap): CommandId | undefined {
  const name = nameOfKey(press, isMac)
  return name === undefined ? undefined : keyMap.get(name)
}

/** What the element that has the focus needs for itself, so that no command may take it. */
export interface KeyTarget {
  /** Text is typed there. */
  readonly isText: boolean
  /** A slider, which moves by arrows, Home, End and pages. */
  readonly isSlider: boolean
  /** A button, link or menu item, which Enter activates. Space always plays. */
  readonly isButton: boolean
}

/** Whether a key goes to the focused element rather than to a command. */
export function belongsToTarget(key: string, { isText, isSlider, isButton }: KeyTarget): boolean {
  if (isText) return !key.startsWith('Mod+') || ['Mod+A', 'Mod+Z', 'Mod+Shift+Z', 'Mod+Y'].includes(key)
  if (isSlider) return /^(Shift\+)?(Arrow\w+|Home|End|Enter|Escape)$/.test(key)
  return isButton && key === 'Enter'
}

export function describeTarget(element: Element | null): KeyTarget {
  if (!(element instanceof HTMLElement)) return { isText: false, isSlider: false, isButton: false }
  const role = element.getAttribute('role')
  const textless = ['checkbox', 'radio', 'button', 'range', 'submit', 'color', 'file']
  const isTextInput = element instanceof HTMLInputElement && !textless.includes(element.type)
  return {
    isText: isTextInput || element instanceof HTMLTextAreaElement || element.isContentEditable,
    isSlider:
      role === 'slider' ||
      role === 'radio' ||
      role === 'combobox' ||
      role === 'listbox' ||
      role === 'option' ||
      role?.startsWith('menu') === true,
    isButton: ['BUTTON', 'A', 'SUMMARY'].includes(element.tagName) || role === 'button',
  }
}

/** Whether it is a field or button whose list or menu is closed. */
export function opensPopup(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.hasAttribute('aria-haspopup') && target.getAttribute('aria-expanded') !== 'true'
}
