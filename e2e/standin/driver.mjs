/**
 * Starts an app's unmodified main process under plain Node, with Chromium for its windows. Lives in the test's process: here are the
 * browser and the page, there the app; they speak over the IPC channel of the forked process.
 */
import { fork } from 'node:child_process'
import { statSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import { StandinPage } from './page.mjs'
import { isShown, toElectron } from './addresses.mjs'

/**
 * @typedef {object} StandinSettings
 * @property {string} entry path of the built main module, such as out/main/index.js
 * @property {readonly string[]} [words] what follows the app on the command line
 * @property {string} home a folder in the place of the person's own
 * @property {Readonly<Record<string, string>>} [environment]
 * @property {string} [executablePath] of Chromium
 * @property {boolean} [isHeaded]
 */

const register = new URL('./register.mjs', import.meta.url).href
const run = fileURLToPath(new URL('./run.mjs', import.meta.url))

/** The app under the stand-in. */
export class Standin {
  /** Code and words of the main process, once it has ended. @type {Promise<{ code: number | null, said: string }>} */
  exited
  #child
  /** Paths that the file manager was opened at. @type {string[]} */
  shownInFolder = []
  #context
  /** @type {Map<number, StandinPage>} */
  #windows = new Map()
  /** @type {Map<number, { resolve: (value: any) => void, reject: (error: Error) => void }>} */
  #waiting = new Map()
  /** @type {Record<string, string>} */
  #paths = {}
  #last = 0
  #said = ''
  /** What the app asks for is done in its order. */
  #turn = Promise.resolve()
  /** @type {(page: import('@playwright/test').Page) => void} */
  #settleShown = () => undefined
  /** @type {Promise<import('@playwright/test').Page>} */
  #shown = new Promise((resolve) => {
    this.#settleShown = resolve
  })

  /**
   * @param {StandinSettings} settings
   * @param {import('@playwright/test').BrowserContext} context where the windows will be pages
   */
  constructor({ entry, words = [], home, environment = {} }, context) {
    this.#context = context
    this.#child = fork(run, [entry, ...words], {
      execArgv: ['--import', register],
      serialization: 'advanced',
      env: { ...process.env, STANDIN_HOME: home, ...environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => {
        this.#said += text
      })
    }
    this.#child.on('message', (message) => this.#hear(message))
    this.exited = new Promise((resolve) => this.#child.once('close', (code) => resolve(this.#end(code))))
  }

  /** Answers all that the pages ask for; nothing of it reaches a network. */
  async watchPages() {
    this.#context.on('page', (page) => void this.#closePopup(page))
    await this.#context.route('**/*', (route) =>
      this.#answer(route).catch((error) => this.#drop(route, error)),
    )
  }

  /** The page of the first window that is shown. @returns {Promise<import('@playwright/test').Page>} */
  page() {
    const ended = this.exited.then(({ code, said }) => {
      throw new Error(`The main process has ended with code ${code} before it showed a window.\n${said}`)
    })
    return Promise.race([this.#shown, ended])
  }

  /** Does one of the deeds of control.mjs. @param {string} deed @param {unknown} [value] @returns {Promise<any>} */
  do(deed, value) {
    return this.#ask({ kind: 'do', deed, value })
  }

  /**
   * Drops files of the disk onto a place of the page, as from a file manager.
   *
   * @param {readonly string[]} paths
   * @param {{ x: number, y: number }} place
   */
  async dropFiles(paths, place) {
    for (const path of paths) {
      const { size, mtimeMs } = statSync(path)
      this.#paths[`${basename(path)} ${size} ${Math.trunc(mtimeMs)}`] = path
    }
    const [window] = this.#windows.values()
    await window.dropFiles(paths, place, this.#paths)
  }

  /** Ends the app at once, without asking anyone. */
  async close() {
    this.do('end').catch(() => undefined)
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), 10_000)
    await this.exited
    clearTimeout(timer)
  }

  /** Kills the main process, which then tidies up nothing. */
  async kill() {
    this.#child.kill('SIGKILL')
    await this.exited
  }

  /** @param {number | null} code */
  async #end(code) {
    for (const { reject } of this.#waiting.values()) {
      reject(new Error(`The main process has ended with code ${code}.\n${this.#said}`))
    }
    this.#waiting.clear()
    await this.#context.browser()?.close()
    return { code, said: this.#said }
  }

  /** @param {object} message @returns {Promise<any>} */
  #ask(message) {
    this.#last += 1
    const id = this.#last
    return new Promise((resolve, reject) => {
      if (!this.#child.connected) return void reject(new Error(`The main process has ended.\n${this.#said}`))
      this.#waiting.set(id, { resolve, reject })
      this.#tell({ ...message, id })
    })
  }

  /** @param {object} message */
  #tell(message) {
    if (this.#child.connected) this.#child.send(message, () => undefined)
  }

  /** @param {any} message */
  #hear(message) {
    const { kind, id, window } = message
    if (kind === 'told' || kind === 'answer') {
      const { resolve, reject } = this.#waiting.get(id) ?? {}
      this.#waiting.delete(id)
      if (message.error !== undefined) reject?.(new Error(message.error))
      else resolve?.(kind === 'told' ? message.value : message)
    } else if (kind === 'shown-in-folder') {
      this.shownInFolder.push(message.path)
    } else {
      this.#turn = this.#turn
        .then(() => this.#perform(kind, window, message))
        .catch((error) => {
          this.#said += `stand-in: ${kind}: ${error}\n`
        })
    }
  }

  /** @param {string} kind @param {number} window @param {any} message */
  async #perform(kind, window, message) {
    if (kind === 'open') return this.#open(window, message)
    const page = this.#windows.get(window)
    if (!page) return
    if (kind === 'destroy') {
      this.#windows.delete(window)
      await page.close()
    }
    // A load lasts until the page has its documents, which come by this same way.
    if (kind === 'load') void page.load(message.url)
    if (kind === 'reload') void page.reload()
    if (kind === 'shown') this.#settleShown(page.page)
    if (kind === 'to-preload') await page.receive(message.packet)
  }

  /** @param {number} window @param {any} options */
  async #open(window, options) {
    const tell = (/** @type {object} */ message) => this.#tell({ ...message, window })
    this.#windows.set(window, await StandinPage.open(this.#context, options, tell))
  }

  /** @param {import('@playwright/test').Route} route */
  async #answer(route) {
    const request = route.request()
    const url = toElectron(request.url())
    if (!(await this.#isAllowed(request, url))) return route.abort('aborted')
    // Nothing but the app's own schemes is ever answered: a test has no network.
    if (!isShown(request.url())) return route.abort('addressunreachable')
    const body = request.postDataBuffer()
    const answer = await this.#ask({
      ...{ kind: 'request', url, method: request.method(), headers: request.headers() },
      body: body === null ? null : new Uint8Array(body),
    })
    if (answer.status === 0) return route.abort('failed')
    const { status, headers } = answer
    await route.fulfill({ status, headers, body: Buffer.from(answer.body) }).catch(() => undefined)
  }

  /** What a page asks for while its app ends is no fault of anyone. @param {import('@playwright/test').Route} route @param {unknown} error */
  async #drop(route, error) {
    if (this.#child.connected) throw error
    await route.abort('aborted').catch(() => undefined)
  }

  /** Asks the app about navigations that the page began. @param {import('@playwright/test').Request} request @param {string} url */
  async #isAllowed(request, url) {
    if (!request.isNavigationRequest()) return true
    const [window, page] = this.#windowOf(request)
    if (!page) {
      const [opener] = this.#windows.keys()
      await this.#ask({ kind: 'may-open', window: opener, url })
      return false
    }
    const isMainFrame = request.frame() === page.page.mainFrame()
    if (page.isLoading && isMainFrame) return true
    return this.#ask({ kind: 'may-navigate', window, url, isMainFrame })
  }

  /** @param {import('@playwright/test').Request} request @returns {[number, StandinPage] | []} */
  #windowOf(request) {
    try {
      const page = request.frame().page()
      return [...this.#windows].find(([, candidate]) => candidate.page === page) ?? []
    } catch {
      // The first document of a page that the page opened has no frame yet.
      return []
    }
  }

  /** @param {import('@playwright/test').Page} page */
  async #closePopup(page) {
    if (await page.opener()) await page.close().catch(() => undefined)
  }
}

/**
 * Starts the browser, then the app.
 *
 * @param {StandinSettings} settings
 */
export async function startStandin(settings) {
  const { executablePath, isHeaded = false } = settings
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    headless: !isHeaded,
    args: ['--autoplay-policy=no-user-gesture-required'],
  })
  const context = await browser.newContext({ viewport: null, serviceWorkers: 'block' })
  const standin = new Standin(settings, context)
  await standin.watchPages()
  return standin
}
