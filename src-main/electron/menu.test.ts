import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it } from 'vitest'
import { commandIds, commands, groupNames } from '@core/contract/commands'
import type { FileId } from '@core/contract/ids'
import type { RecentFile } from '@core/contract/page'
import { acceleratorOf, menuTemplate, noFacts, type MenuState } from './menu'

type Item = MenuItemConstructorOptions

const recent = (name: string): RecentFile => ({ file: name as FileId, name, folder: '~/Music' })
const state = (changes: Partial<MenuState> = {}): MenuState => ({
  facts: noFacts,
  recentFiles: [],
  platform: 'linux',
  isDevelopment: false,
  ...changes,
})
let told: string[] = []
const build = (changes: Partial<MenuState> = {}): Item[] => {
  told = []
  return menuTemplate(state(changes), {
    giveCommand: (id) => told.push(id),
    openRecent: ({ name }) => told.push(name),
    clearRecent: () => told.push('clear'),
  })
}
const below = (item: Item | undefined): Item[] => (item?.submenu ?? []) as Item[]
const all = (items: readonly Item[]): Item[] => items.flatMap((item) => [item, ...all(below(item))])
const find = (items: readonly Item[], id: string): Item => {
  const found = all(items).find((item) => item.id === id)
  if (!found) throw new Error(`No item ${id}`)
  return found
}
const click = (item: Item): void => (item.click as () => void)()

describe.each(['linux', 'win32', 'darwin'])('the menu on %s', (platform) => {
  it('has every command that is not for keys alone, once, and gives it', () => {
    const items = all(build({ platform }))
    const inMenu = commandIds.filter((id) => !commands[id].isKeyOnly)
    const found = items.flatMap(({ id }) => inMenu.filter((command) => command === id && id !== undefined))
    // 'analyse' names both a group and its first command.
    expect(new Set(found)).toEqual(new Set(inMenu))
    for (const id of inMenu) {
      const item = items.filter((other) => other.id === id && !other.submenu)
      expect(item).toHaveLength(1)
      told = []
      click(item[0])
      expect(told).toEqual([id])
    }
  })

  it('has the groups in their order', () => {
    const labels = build({ platform }).flatMap(({ label }) => label ?? [])
    expect(labels.filter((label) => label !== 'Shellac')).toEqual(Object.values(groupNames))
  })

  it('enables what the page says can be done, and nothing else', () => {
    const items = all(build({ platform, facts: { ...noFacts, commands: ['save', 'undo'] } }))
    const enabled = items.filter((item) => item.enabled && !item.submenu).map(({ id }) => id)
    expect(enabled.sort()).toEqual(['save', 'undo'])
  })

  it('never begins or ends a menu with a separator, nor doubles one', () => {
    for (const { submenu } of build({ platform })) {
      const types = ((submenu ?? []) as Item[]).map(({ type }) => type)
      expect(types.at(0)).not.toBe('separator')
      expect(types.at(-1)).not.toBe('separator')
      types.forEach((type, index) => {
        if (type === 'separator') expect(types[index + 1]).not.toBe('separator')
      })
    }
  })
})

describe('the menu', () => {
  it('says what undo and redo would do', () => {
    const items = build({ facts: { ...noFacts, undo: 'Rename to "A & B"', redo: null } })
    expect(find(items, 'undo').label).toBe('Undo Rename to "A && B"')
    expect(find(items, 'redo').label).toBe('Redo')
  })

  it('opens recent files and clears their list', () => {
    const menu = find(build({ recentFiles: [recent('a.wav'), recent('b & c.shellac')] }), 'recent')
    const items = below(menu)
    expect(items.map(({ label }) => label)).toEqual([
      'a.wav – ~/Music',
      'b && c.shellac – ~/Music',
      undefined,
      'Clear',
    ])
    click(items[1])
    click(items[3])
    expect(told).toEqual(['b & c.shellac', 'clear'])
    expect(find(build(), 'recent').enabled).toBe(false)
  })

  it('shows keys with Mod and F-keys, and leaves all of them to the page', () => {
    for (const item of all(build())) {
      if (item.accelerator !== undefined) expect(item.registerAccelerator).toBe(false)
    }
    expect(find(build(), 'save-as').accelerator).toBe('CommandOrControl+Shift+S')
    expect(find(build(), 'play').accelerator).toBeUndefined()
  })

  it('has the roles for text in the edit menu only, and development tools in development only', () => {
    const roles = (items: readonly Item[]): unknown[] => all(items).flatMap(({ role }) => role ?? [])
    expect(roles(below(find(build(), 'edit')))).toEqual(['cut', 'copy', 'paste'])
    expect(roles(build())).not.toContain('toggleDevTools')
    expect(roles(build())).not.toContain('reload')
    expect(roles(build({ isDevelopment: true }))).toContain('toggleDevTools')
  })

  it("has the Mac's own menus on a Mac, and Quit in File elsewhere", () => {
    const mac = build({ platform: 'darwin' })
    expect(mac[0].label).toBe('Shellac')
    expect(mac.at(-2)?.role).toBe('windowMenu')
    expect(below(find(mac, 'file')).at(-1)?.role).toBe('close')
    expect(below(find(build(), 'file')).at(-1)?.role).toBe('quit')
  })
})

it.each([
  ['Mod+O', 'CommandOrControl+O'],
  ['Mod+Shift+Z', 'CommandOrControl+Shift+Z'],
  ['Mod++', 'CommandOrControl+Plus'],
  ['Mod+=', 'CommandOrControl+='],
  ['Mod+-', 'CommandOrControl+-'],
  ['Mod+Enter', 'CommandOrControl+Enter'],
  ['F2', 'F2'],
  ['Shift+F10', 'Shift+F10'],
  ['Escape', undefined],
  ['?', undefined],
  [' ', undefined],
  ['0', undefined],
  ['F', undefined],
])('the key %j is the accelerator %j', (key, accelerator) => expect(acceleratorOf(key)).toBe(accelerator))
