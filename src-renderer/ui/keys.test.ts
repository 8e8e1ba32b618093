import { commandIds, commands } from '@core/contract/commands'
import { describe, expect, it } from 'vitest'
import { ariaKey, formatKey } from './keys'

describe('keys', () => {
  it.each([
    { key: 'Mod+Shift+Z', plain: 'Ctrl Shift Z', mac: '⌘⇧Z', aria: 'Control+Shift+Z' },
    { key: 'Mod++', plain: 'Ctrl +', mac: '⌘+', aria: 'Control+Plus' },
    { key: '+', plain: '+', mac: '+', aria: 'Plus' },
    { key: ' ', plain: 'Space', mac: 'Space', aria: 'Space' },
    { key: 'ArrowLeft', plain: '←', mac: '←', aria: 'ArrowLeft' },
    { key: 'Backspace', plain: 'Backspace', mac: '⌫', aria: 'Backspace' },
    { key: '?', plain: '?', mac: '?', aria: '?' },
  ])('$key is written for people, for a Mac and for screen readers', ({ key, plain, mac, aria }) => {
    expect(formatKey(key, false)).toBe(plain)
    expect(formatKey(key, true)).toBe(mac)
    expect(ariaKey(key, false)).toBe(aria)
  })

  it('no key of any command shows the name of Mod or nothing at all', () => {
    const keys = commandIds.flatMap((id) => [...commands[id].keys])
    const written = keys.flatMap((key) => [formatKey(key, false), formatKey(key, true), ariaKey(key, true)])
    expect(keys.length).toBeGreaterThan(30)
    expect(written.filter((text) => text.trim() === '' || text.includes('Mod'))).toEqual([])
  })

  it('no two keys of the commands are written alike', () => {
    const keys = [...new Set(commandIds.flatMap((id) => [...commands[id].keys]))]
    expect(new Set(keys.map((key) => formatKey(key, false))).size).toBe(keys.length)
    expect(new Set(keys.map((key) => formatKey(key, true))).size).toBe(keys.length)
  })
})
