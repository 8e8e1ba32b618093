/** What the system shows or does by itself: menus, dialogs, the file manager, displays, sleep. The test answers and looks. */
import { EventEmitter } from 'node:events'
import { tellTest } from './wire.mjs'

export class Menu {
  /** @type {Menu | null} */
  static #application = null
  /** @type {any[]} */
  items = []

  /** @param {readonly any[]} template @returns {Menu} */
  static buildFromTemplate(template) {
    const menu = new Menu()
    menu.items = template.map((item) => ({
      ...item,
      type: item.type ?? (item.submenu ? 'submenu' : 'normal'),
      label: item.label ?? item.role ?? '',
      enabled: item.enabled ?? true,
      visible: item.visible ?? true,
      submenu: Array.isArray(item.submenu) ? Menu.buildFromTemplate(item.submenu) : item.submenu,
    }))
    return menu
  }

  /** @param {Menu | null} menu */
  static setApplicationMenu(menu) {
    Menu.#application = menu
  }

  static getApplicationMenu() {
    return Menu.#application
  }
}

/** What the dialogs answer, and what they were asked. */
export const dialogAnswers = {
  open: /** @type {string | null} */ (null),
  save: /** @type {string | null} */ (null),
  button: 0,
  asked: /** @type {{ kind: string, options: any }[]} */ ([]),
}

/** The last value is the options: a window may come before them. @param {string} kind @param {unknown[]} values */
function ask(kind, values) {
  dialogAnswers.asked.push({ kind, options: structuredClone(values.at(-1)) })
}

export const dialog = {
  /** @param {unknown[]} values */
  async showOpenDialog(...values) {
    ask('open', values)
    const path = dialogAnswers.open
    return { canceled: path === null, filePaths: path === null ? [] : [path] }
  },
  /** @param {unknown[]} values */
  async showSaveDialog(...values) {
    ask('save', values)
    return { canceled: dialogAnswers.save === null, filePath: dialogAnswers.save ?? '' }
  },
  /** @param {unknown[]} values */
  async showMessageBox(...values) {
    ask('message', values)
    return { response: dialogAnswers.button, checkboxChecked: false }
  },
  /** @param {string} title @param {string} content */
  showErrorBox(title, content) {
    console.error(`stand-in: error box: ${title}: ${content}`)
  },
}

/** Addresses that were handed to the person's browser. @type {string[]} */
export const openedAddresses = []

export const shell = {
  /** @param {string} path */
  showItemInFolder(path) {
    tellTest({ kind: 'shown-in-folder', path })
  },
  /** @param {string} path */
  async openPath(path) {
    tellTest({ kind: 'shown-in-folder', path })
    return ''
  },
  /** @param {string} url */
  async openExternal(url) {
    openedAddresses.push(url)
  },
}

export const nativeTheme = Object.assign(new EventEmitter(), {
  shouldUseDarkColors: false,
  themeSource: 'system',
})

const display = { id: 1, workArea: { x: 0, y: 0, width: 2560, height: 1440 }, scaleFactor: 1 }
export const screen = {
  getPrimaryDisplay: () => display,
  getAllDisplays: () => [display],
}

const blockers = new Set()
let lastBlocker = 0
export const powerSaveBlocker = {
  /** @param {string} kind */
  start(kind) {
    blockers.add((lastBlocker += 1))
    awakeKinds.push(kind)
    return lastBlocker
  },
  /** @param {number} id */
  stop: (id) => blockers.delete(id),
  /** @param {number} id */
  isStarted: (id) => blockers.has(id),
}
/** The kinds of sleep that were ever blocked. @type {string[]} */
export const awakeKinds = []
export const blockersHeld = () => blockers.size
