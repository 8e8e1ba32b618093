/** How keys are written for people. A key is as in the table of commands: 'Mod+Shift+Z'. */

/** Whether the machine in front of the person has a Mac's keys. */
export const isMac = typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.platform)

const macModifiers: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥' }
const modifiers: Readonly<Record<string, string>> = { Mod: 'Ctrl', Shift: 'Shift', Alt: 'Alt' }
const names: Readonly<Record<string, string>> = {
  ' ': 'Space',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  Delete: 'Del',
  PageUp: 'Page Up',
  PageDown: 'Page Down',
  '-': '−',
}
const macNames: Readonly<Record<string, string>> = { Enter: '↩', Backspace: '⌫', Delete: '⌦', Escape: '⎋' }

/** 'Mod+Shift+Z' as 'Ctrl Shift Z', on a Mac as '⌘⇧Z'. */
export function formatKey(key: string, isMac: boolean): string {
  const parts = splitKey(key)
  if (isMac) return parts.map((part) => macModifiers[part] ?? macNames[part] ?? names[part] ?? part).join('')
  return parts.map((part) => modifiers[part] ?? names[part] ?? part).join(' ')
}

/** For aria-keyshortcuts: 'Mod+Shift+Z' as 'Control+Shift+Z', on a Mac 'Meta+Shift+Z'. */
export function ariaKey(key: string, isMac: boolean): string {
  const words: Readonly<Record<string, string>> = {
    Mod: isMac ? 'Meta' : 'Control',
    ' ': 'Space',
    '+': 'Plus',
  }
  return splitKey(key)
    .map((part) => words[part] ?? part)
    .join('+')
}

/** 'Mod++' is Mod and '+'. */
function splitKey(key: string): string[] {
  if (key.length > 1 && key.endsWith('+')) return [...key.slice(0, -2).split('+'), '+']
  return key === '+' ? ['+'] : key.split('+')
}
