/** One window of the app: a page of the browser with the preload in an isolated world. */
import { randomUUID } from 'node:crypto'
import { toBrowser, toElectron } from './addresses.mjs'
import {
  bindingName,
  pageWorldSource,
  pathsName,
  preloadWorldName,
  preloadWorldSource,
  receiverName,
} from './worlds.mjs'

/** @typedef {(message: object) => void} Tell */

export class StandinPage {
  page
  /** A document that the app itself asked for is on its way. */
  isLoading = false
  #session
  #tell
  /** Of the preload's world in the document that is shown. @type {number | undefined} */
  #world
  #isClosed = false

  /**
   * @param {import('@playwright/test').BrowserContext} context
   * @param {{ width: number, height: number, preload: string | null }} options
   * @param {Tell} tell
   */
  static async open(context, { width, height, preload }, tell) {
    const page = await context.newPage()
    const session = await context.newCDPSession(page)
    const opened = new StandinPage(page, session, tell)
    await page.setViewportSize({ width, height })
    await opened.#prepare(preload)
    return opened
  }

  /**
   * @param {import('@playwright/test').Page} page
   * @param {import('@playwright/test').CDPSession} session
   * @param {Tell} tell
   */
  constructor(page, session, tell) {
    this.page = page
    this.#session = session
    this.#tell = tell
  }

  /** @param {string | null} preload */
  async #prepare(preload) {
    const { page } = this
    const session = this.#session
    session.on('Runtime.executionContextCreated', ({ context }) => {
      const { name, id, auxData } = context
      if (name === preloadWorldName && auxData?.['frameId'] === this.#mainFrame) this.#world = id
    })
    session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name !== bindingName || executionContextId !== this.#world) return
      this.#tell({ kind: 'from-preload', packet: JSON.parse(payload) })
    })
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame()) this.#tell({ kind: 'navigated', url: toElectron(frame.url()) })
    })
    page.on('domcontentloaded', () => void this.#sayLoaded())
    page.on('crash', () => this.#tell({ kind: 'crashed' }))
    page.on('close', () => {
      if (!this.#isClosed) this.#tell({ kind: 'page-gone' })
    })
    const { frameTree } = await session.send('Page.getFrameTree')
    this.#mainFrame = frameTree.frame.id
    await session.send('Runtime.enable')
    await session.send('Page.enable')
    const eventName = `standin-${randomUUID()}`
    await session.send('Page.addScriptToEvaluateOnNewDocument', { source: pageWorldSource(eventName) })
    if (preload === null) return
    await session.send('Runtime.addBinding', { name: bindingName, executionContextName: preloadWorldName })
    await session.send('Page.addScriptToEvaluateOnNewDocument', {
      source: preloadWorldSource(eventName, preload),
      worldName: preloadWorldName,
    })
  }

  /** @type {string | undefined} */
  #mainFrame

  async #sayLoaded() {
    const title = await this.page.title().catch(() => '')
    this.#tell({ kind: 'loaded', title })
  }

  /** @param {string} url of Electron */
  async load(url) {
    this.isLoading = true
    await this.page.goto(toBrowser(url)).catch(() => undefined)
    this.isLoading = false
  }

  async reload() {
    this.isLoading = true
    await this.page.reload().catch(() => undefined)
    this.isLoading = false
  }

  /** Hands a packet to the preload; one for a document that is gone is lost, as in Electron. @param {object} packet */
  async receive(packet) {
    await this.#evaluate(`${receiverName}(${JSON.stringify(packet)})`)
  }

  /**
   * @param {readonly string[]} paths
   * @param {{ x: number, y: number }} place
   * @param {Record<string, string>} known what webUtils is to say of files, by name, size and time
   */
  async dropFiles(paths, place, known) {
    await this.#evaluate(`globalThis.${pathsName} = ${JSON.stringify(known)}`)
    const data = { items: [], files: [...paths], dragOperationsMask: 1 }
    for (const type of /** @type {const} */ (['dragEnter', 'dragOver', 'drop'])) {
      await this.#session.send('Input.dispatchDragEvent', { type, ...place, data })
    }
  }

  async close() {
    this.#isClosed = true
    await this.page.close().catch(() => undefined)
  }

  /** @param {string} expression */
  async #evaluate(expression) {
    if (this.#world === undefined) return
    await this.#session
      .send('Runtime.evaluate', { expression, contextId: this.#world })
      .catch(() => undefined)
  }
}
