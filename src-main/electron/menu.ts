/** The native menu, made of the one table of commands and of what the page says of itself. */
import type { MenuItemConstructorOptions } from 'electron'
import { commandIds, commands, groupNames, type CommandGroup, type CommandId } from '@core/contract/commands'
import type { PageFacts, RecentFile } from '@core/contract/page'

export interface MenuState {
  readonly facts: PageFacts
  readonly recentFiles: readonly RecentFile[]
  readonly platform: string
  readonly isDevelopment: boolean
}

export interface MenuActions {
  giveCommand(command: CommandId): void
  openRecent(file: RecentFile): void
  clearRecent(): void
}

type Item = MenuItemConstructorOptions

/** What a page is before it has said anything of itself: nothing can be done. */
export const noFacts: PageFacts = { title: null, isEdited: false, commands: [], undo: null, redo: null }

const separator: Item = { type: 'separator' }
/** Commands that begin a new section of their menu. */
const sectionStarts: ReadonlySet<CommandId> = new Set([
  'save',
  'close',
  'select-all',
  'stop-and-keep',
  'rename-component',
  'sort-by-pitch',
  'solo-source',
  'spread-sources',
  'go-to-start',
  'compare-original',
  'theme-system',
  'about',
])

/** The whole menu; on a Mac with the app's own first. */
export function menuTemplate(state: MenuState, actions: MenuActions): Item[] {
  const isMac = state.platform === 'darwin'
  const menus = (Object.keys(groupNames) as CommandGroup[]).map((group): Item => {
    const items = groupItems(group, state, actions)
    return {
      id: group,
      label: groupNames[group],
      ...(group === 'help' ? { role: 'help' } : {}),
      submenu: frameItems(group, items, { state, actions, isMac }),
    }
  })
  if (!isMac) return menus
  return [appMenu(state, actions), ...menus.slice(0, -1), { role: 'windowMenu' }, ...menus.slice(-1)]
}

/** The commands of a group that are given by menu, in the table's order. */
function groupItems(group: CommandGroup, { facts, platform }: MenuState, actions: MenuActions): Item[] {
  return commandIds
    .filter((id) => commands[id].group === group && !commands[id].isKeyOnly)
    .filter((id) => id !== 'about' || platform !== 'darwin')
    .flatMap((id, index): Item[] => {
      const item = commandItem(id, facts, actions)
      return index > 0 && sectionStarts.has(id) ? [separator, item] : [item]
    })
}

function commandItem(id: CommandId, facts: PageFacts, actions: MenuActions): Item {
  const shown = commands[id].keys.map(acceleratorOf).find((key) => key !== undefined)
  return {
    id,
    label: labelOf(id, facts),
    enabled: facts.commands.includes(id),
    // The page hears keys first, and in a text field they are the text's: the menu shows them only. A Mac gives the menu those
    // that the page has left.
    ...(shown === undefined ? {} : { accelerator: shown, registerAccelerator: false }),
    click: () => actions.giveCommand(id),
  }
}

function labelOf(id: CommandId, { undo, redo }: PageFacts): string {
  const { label } = commands[id]
  const what = id === 'undo' ? undo : id === 'redo' ? redo : null
  return escapeMnemonics(what === null ? label : `${label} ${what}`)
}

/** In a label of a menu '&' marks the letter to press. */
function escapeMnemonics(label: string): string {
  return label.replaceAll('&', '&&')
}

const acceleratorKeys: Readonly<Record<string, string>> = { '+': 'Plus' }

/** A key of the table as Electron writes it; undefined for those without Mod that are no F-keys, which belong to the page. */
export function acceleratorOf(key: string): string | undefined {
  const [, modifiers, last] = /^((?:(?:Mod|Shift|Alt)\+)*)(.+)$/.exec(key) ?? []
  if (last === undefined) return undefined
  if (!modifiers.includes('Mod+') && !/^F\d{1,2}$/.test(last)) return undefined
  return modifiers.replace('Mod+', 'CommandOrControl+') + (acceleratorKeys[last] ?? last)
}

interface Frame {
  readonly state: MenuState
  readonly actions: MenuActions
  readonly isMac: boolean
}

/** Adds what every desktop app has in these menus beside its commands. */
function frameItems(group: CommandGroup, items: Item[], { state, actions, isMac }: Frame): Item[] {
  if (group === 'file') {
    const [open, ...others] = items
    const end: Item[] = isMac ? [{ role: 'close' }] : [{ role: 'quit' }]
    return [open, recentMenu(state.recentFiles, actions), ...others, separator, ...end]
  }
  if (group === 'edit') {
    const history = items.slice(0, 2)
    // The system's own items act on the focused text, and on nothing else.
    const text: Item[] = [{ role: 'cut' }, { role: 'copy' }, { role: 'paste' }]
    return [...history, separator, ...text, ...items.slice(2)]
  }
  if (group === 'view') {
    const tools: Item[] = state.isDevelopment ? [{ role: 'toggleDevTools' }] : []
    return [...items, separator, { role: 'togglefullscreen' }, ...tools]
  }
  return items
}

function recentMenu(files: readonly RecentFile[], actions: MenuActions): Item {
  const items = files.map((file): Item => ({
    label: escapeMnemonics(`${file.name} – ${file.folder}`),
    click: () => actions.openRecent(file),
  }))
  return {
    id: 'recent',
    label: 'Open recent',
    enabled: files.length > 0,
    submenu: [...items, separator, { label: 'Clear', click: () => actions.clearRecent() }],
  }
}

function appMenu({ facts }: MenuState, actions: MenuActions): Item {
  return {
    label: 'Shellac',
    submenu: [
      commandItem('about', facts, actions),
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      { role: 'quit' },
    ],
  }
}
