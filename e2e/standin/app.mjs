/** app: the life of the program, from before "ready" to its end. */
import { EventEmitter } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

let isReady = false
/** @type {() => void} */
let settleReady = () => undefined
/** @type {Promise<void>} */
const ready = new Promise((resolve) => {
  settleReady = resolve
})

/** @type {Set<any>} The windows that are open; windows.mjs keeps them. */
export const openWindows = new Set()

/** An event that can be prevented; `isPrevented` afterwards says whether it was. */
export function preventable() {
  return {
    isPrevented: false,
    preventDefault() {
      this.isPrevented = true
    },
  }
}

/** @param {string} what */
export function mustBeReady(what) {
  if (!isReady) throw new Error(`${what} can only be used after the app is ready`)
}

/** @param {string} what */
export function mustNotBeReady(what) {
  if (isReady) throw new Error(`${what} can only be called before app is ready`)
}

class App extends EventEmitter {
  name = 'stand-in'
  isPackaged = false
  /** What the test may ask about. */
  recentDocuments = /** @type {string[]} */ ([])
  isSandboxed = false
  commandLine = { hasSwitch: (/** @type {string} */ name) => process.argv.includes(`--${name}`) }
  #isQuitting = false
  /** @type {Map<string, string>} */
  #paths = new Map()

  isReady() {
    return isReady
  }

  whenReady() {
    return ready
  }

  enableSandbox() {
    mustNotBeReady('app.enableSandbox()')
    this.isSandboxed = true
  }

  /** @param {string} name */
  getPath(name) {
    const path = this.#paths.get(name) ?? join(process.env.STANDIN_HOME ?? '.', name)
    mkdirSync(path, { recursive: true })
    return path
  }

  /** @param {string} name @param {string} path */
  setPath(name, path) {
    if (!existsSync(path)) throw new Error(`Failed to set path: ${path} is not there`)
    this.#paths.set(name, path)
  }

  getName() {
    return this.name
  }

  getAppPath() {
    return process.argv[1]
  }

  /** One app per folder of user data, as in Electron; the second one leaves its words to the first. @param {object} told */
  requestSingleInstanceLock(told = {}) {
    const folder = this.getPath('userData')
    const lock = join(folder, 'standin.lock')
    if (isHeld(lock)) {
      const words = { argv: process.argv, folder: process.cwd(), told }
      writeFileSync(join(folder, `standin-second-${process.pid}.json`), JSON.stringify(words))
      return false
    }
    writeFileSync(lock, String(process.pid))
    process.on('exit', () => rmSync(lock, { force: true }))
    setInterval(() => this.#hearSecondStarts(folder), 100).unref()
    return true
  }

  /** @param {string} folder */
  #hearSecondStarts(folder) {
    for (const name of readdirSync(folder)) {
      if (!/^standin-second-\d+\.json$/.test(name)) continue
      const path = join(folder, name)
      if (statSync(path).size === 0) continue
      const { argv, folder: workingFolder, told } = JSON.parse(readFileSync(path, 'utf8'))
      rmSync(path)
      this.emit('second-instance', preventable(), argv, workingFolder, told)
    }
  }

  /** @param {string} path */
  addRecentDocument(path) {
    this.recentDocuments.push(path)
  }

  clearRecentDocuments() {
    this.recentDocuments = []
  }

  /** Closes the windows first; one that stays ends the quitting. */
  quit() {
    if (this.#isQuitting) return
    this.#isQuitting = true
    const event = preventable()
    this.emit('before-quit', event)
    for (const window of event.isPrevented ? [] : [...openWindows]) window.close()
    if (event.isPrevented || openWindows.size > 0) {
      this.#isQuitting = false
      return
    }
    const last = preventable()
    this.emit('will-quit', last)
    if (last.isPrevented) this.#isQuitting = false
    else this.exit()
  }

  exit(code = 0) {
    for (const window of [...openWindows]) window.destroy()
    this.emit('quit', {}, code)
    process.exit(code)
  }

  /** Told by a window that has gone. */
  hearClosed() {
    if (openWindows.size > 0 || this.#isQuitting) return
    if (this.listenerCount('window-all-closed') === 0) this.quit()
    else this.emit('window-all-closed')
  }
}

export const app = new App()

export function sayReady() {
  isReady = true
  app.emit('ready', {}, {})
  settleReady()
}

/** @param {string} lock */
function isHeld(lock) {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0)
    return true
  } catch {
    return false
  }
}
