import { describe, expect, it } from 'vitest'
import { firstKeyChoice, keyMapOf, keysOf } from './keyBindings'
import { belongsToTarget, commandOfKey as commandIn, nameOfKey } from './keyboard'

const keyMap = keyMapOf(keysOf(firstKeyChoice))
const commandOfKey = (key: Parameters<typeof commandIn>[0], isMac: boolean) => commandIn(key, isMac, keyMap)

const press = (
  key: string,
  modifiers: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {},
) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...modifiers,
})
const nothing = { isText: false, isSlider: false, isButton: false }

describe('keys', () => {
  it('Mod is Ctrl, on a Mac Cmd, and nothing else', () => {
    expect(commandOfKey(press('z', { ctrlKey: true }), false)).toBe('undo')
    expect(commandOfKey(press('z', { metaKey: true }), true)).toBe('undo')
    expect(commandOfKey(press('z', { ctrlKey: true }), true)).toBeUndefined()
    expect(commandOfKey(press('z', { metaKey: true }), false)).toBeUndefined()
  })

  it('Shift counts with letters and named keys, not with what it types', () => {
    expect(commandOfKey(press('Z', { ctrlKey: true, shiftKey: true }), false)).toBe('redo')
    expect(commandOfKey(press('?', { shiftKey: true }), false)).toBe('key-sheet')
    expect(nameOfKey(press('ArrowUp', { shiftKey: true }), false)).toBe('Shift+ArrowUp')
  })

  it('digits put components in sources, 0 and N in the noise', () => {
    expect(commandOfKey(press('3'), false)).toBe('assign-to-source-3')
    expect(commandOfKey(press('0'), false)).toBe('assign-to-noise')
    expect(commandOfKey(press('n'), false)).toBe('assign-to-noise')
    expect(commandOfKey(press(' '), false)).toBe('play')
  })
})

describe('what the focused element keeps for itself', () => {
  it('text takes everything typed, and editing keys, but not commands such as save', () => {
    const text = { ...nothing, isText: true }
    for (const key of [' ', 'A', '1', 'Backspace', 'Home', 'Mod+Z', 'Mod+A'])
      expect(belongsToTarget(key, text)).toBe(true)
    for (const key of ['Mod+S', 'Mod+K', 'Mod+E']) expect(belongsToTarget(key, text)).toBe(false)
  })

  it('a slider takes the keys that move it; Space still plays', () => {
    const slider = { ...nothing, isSlider: true }
    for (const key of ['ArrowLeft', 'Shift+ArrowUp', 'Home', 'End'])
      expect(belongsToTarget(key, slider)).toBe(true)
    for (const key of [' ', 'Mod+Z', '1']) expect(belongsToTarget(key, slider)).toBe(false)
  })

  it('a button takes Enter; Space plays whatever has the focus', () => {
    const button = { ...nothing, isButton: true }
    expect(belongsToTarget('Enter', button)).toBe(true)
    expect(belongsToTarget(' ', button)).toBe(false)
  })
})
