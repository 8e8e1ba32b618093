/** What a test can do to the app from outside, as a person or the system would. */
import { app, openWindows, preventable } from './app.mjs'
import { awakeKinds, blockersHeld, dialogAnswers, Menu, openedAddresses } from './native.mjs'
import { schemePrivileges, sessionHandlers } from './scheme.mjs'
import { utilities } from './utility.mjs'
import { onTest, tellTest } from './wire.mjs'

/** @type {Record<string, (value: any) => unknown>} */
const deeds = {
  answerDialogs: (answers) => void Object.assign(dialogAnswers, answers),
  clickMenu: (labels) => clickMenu(labels),
  menu: () => describeMenu(Menu.getApplicationMenu()),
  closeWindow: () => [...openWindows][0]?.close(),
  openFile: (path) => void app.emit('open-file', preventable(), path),
  quit: () => app.quit(),
  end: () => end(),
  killUtilities: () => [...utilities].map(({ pid }) => pid !== undefined && process.kill(pid, 'SIGKILL')),
  askPermission: (permission) => askPermission(permission),
  facts: () => facts(),
}

/** The app ends and tidies up, but asks nobody. */
function end() {
  for (const window of [...openWindows]) window.destroy()
  app.quit()
}

/** @param {readonly string[]} labels outermost first */
function clickMenu(labels) {
  /** @type {any} */
  let item = { submenu: Menu.getApplicationMenu() }
  for (const label of labels) {
    const items = /** @type {any[]} */ (item.submenu?.items ?? [])
    item = items.find((candidate) => candidate.label === label && candidate.visible)
    if (!item)
      throw new Error(`The menu has no item "${label}", but ${items.map((other) => other.label).join(', ')}`)
    if (!item.enabled) throw new Error(`The menu's item "${label}" is disabled.`)
  }
  if (item.click) item.click(item, [...openWindows][0], {})
  else if (item.role === 'quit') setImmediate(() => app.quit())
  else if (item.role === 'close') [...openWindows][0]?.close()
  else throw new Error(`The stand-in cannot do what the role "${item.role}" does.`)
}

/** @param {any} menu @returns {unknown} */
function describeMenu(menu) {
  return (menu?.items ?? []).map(
    (/** @type {any} */ { label, enabled, type, role, accelerator, submenu }) => ({
      ...{ label, enabled, type, role, accelerator },
      ...(submenu ? { items: describeMenu(submenu) } : {}),
    }),
  )
}

/** @param {string} permission */
async function askPermission(permission) {
  const contents = [...openWindows][0]?.webContents
  const { request, check } = sessionHandlers
  const isGranted = await new Promise((resolve) => request(contents, permission, resolve, {}))
  return { isGranted, isAllowed: check(contents, permission, contents?.getURL(), {}) }
}

function facts() {
  const [window] = openWindows
  return {
    windows: openWindows.size,
    title: window?.getTitle(),
    isShown: window?.isShown,
    isEdited: window?.isEdited,
    representedFile: window?.representedFile,
    webPreferences: window?.options.webPreferences,
    isSandboxed: app.isSandboxed,
    schemes: schemePrivileges(),
    recentDocuments: app.recentDocuments,
    openedAddresses,
    dialogsAsked: dialogAnswers.asked,
    isKeptAwake: blockersHeld() > 0,
    awakeKinds,
    engines: [...utilities].map(({ pid }) => pid),
  }
}

/** Begins to take the test's orders. */
export function listenToTest() {
  onTest('do', async ({ id, deed, value }) => {
    try {
      tellTest({ kind: 'told', id, value: await deeds[deed](value) })
    } catch (error) {
      tellTest({ kind: 'told', id, error: error instanceof Error ? error.message : String(error) })
    }
  })
}
