/** BrowserWindow, its webContents and ipcMain: the windows are pages of the browser that the test drives. */
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { app, mustBeReady, openWindows, preventable } from './app.mjs'
import { PortTable } from './ports.mjs'
import { session } from './scheme.mjs'
import { onTest, tellTest } from './wire.mjs'

/** @type {Map<string, Function>} */
const invokeHandlers = new Map()

class IpcMain extends EventEmitter {
  /** @param {string} channel @param {Function} handler */
  handle(channel, handler) {
    if (invokeHandlers.has(channel))
      throw new Error(`Attempted to register a second handler for '${channel}'`)
    invokeHandlers.set(channel, handler)
  }

  /** @param {string} channel */
  removeHandler(channel) {
    invokeHandlers.delete(channel)
  }
}

export const ipcMain = new IpcMain()

/** The top frame of a window's page. */
class WebFrameMain {
  parent = null
  detached = false
  #isDestroyed = false
  #contents

  /** @param {WebContents} contents @param {string} url */
  constructor(contents, url) {
    this.#contents = contents
    this.url = url
  }

  get top() {
    return this
  }

  isDestroyed() {
    return this.#isDestroyed
  }

  destroy() {
    this.#isDestroyed = true
  }

  /** @param {string} channel @param {unknown} message @param {readonly unknown[]} ports */
  postMessage(channel, message, ports = []) {
    this.#contents.postMessage(channel, message, ports)
  }
}

class WebContents extends EventEmitter {
  static #last = 0
  id = (WebContents.#last += 1)
  session = session.defaultSession
  mainFrame = new WebFrameMain(this, '')
  #isCrashed = false
  /** @type {(details: object) => { action: string }} */
  #openHandler = () => ({ action: 'allow' })
  #ports = new PortTable((packet) => this.#push(packet))

  getURL() {
    return this.mainFrame.url
  }

  isCrashed() {
    return this.#isCrashed
  }

  /** @param {(details: object) => { action: string }} handler */
  setWindowOpenHandler(handler) {
    this.#openHandler = handler
  }

  reload() {
    tellTest({ kind: 'reload', window: this.id })
  }

  /** @param {string} channel @param {unknown[]} values */
  send(channel, ...values) {
    this.#push({ k: 'message', channel, values, ports: [] })
  }

  /** @param {string} channel @param {unknown} message @param {readonly unknown[]} ports */
  postMessage(channel, message, ports = []) {
    this.#push({ k: 'message', channel, values: [message], ports: this.#ports.give(ports) })
  }

  /** @param {object} packet */
  #push(packet) {
    tellTest({ kind: 'to-preload', window: this.id, packet: structuredClone(packet) })
  }

  /** What the page's preload sent. @param {any} packet */
  async hear(packet) {
    if (this.#ports.accept(packet)) return
    const { k, n, channel, values } = packet
    const event = { ...preventable(), type: 'frame', sender: this, senderFrame: this.mainFrame, ports: [] }
    if (k === 'send') return void ipcMain.emit(channel, event, ...values)
    try {
      const handler = invokeHandlers.get(channel)
      if (!handler) throw new Error(`No handler registered for '${channel}'`)
      this.#push({ k: 'result', n, value: structuredClone(await handler(event, ...values)) })
    } catch (error) {
      this.#push({ k: 'result', n, error: `Error invoking remote method '${channel}': ${error}` })
    }
  }

  /** The frame shows another document: what belonged to the old one is gone. @param {string} url */
  hearNavigation(url) {
    this.#isCrashed = false
    this.mainFrame.destroy()
    this.#ports.dropAll()
    this.mainFrame = new WebFrameMain(this, url)
    this.emit('did-navigate', {}, url)
  }

  hearCrash() {
    this.#isCrashed = true
    this.#ports.dropAll()
    this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 })
  }

  hearGone() {
    this.mainFrame.destroy()
    this.#ports.dropAll()
    this.emit('destroyed')
  }

  /** Whether the page may go to an address. @param {string} url @param {boolean} isMainFrame */
  allowsNavigation(url, isMainFrame) {
    const event = Object.assign(preventable(), { url, isMainFrame, isSameDocument: false })
    this.emit('will-frame-navigate', event)
    if (isMainFrame) this.emit('will-navigate', event, url)
    return !event.isPrevented
  }

  /** @param {string} url */
  askToOpen(url) {
    return this.#openHandler({ url, frameName: '', features: '', disposition: 'foreground-tab' }).action
  }
}

export class BrowserWindow extends EventEmitter {
  webContents = new WebContents()
  isShown = false
  isEdited = false
  representedFile = ''
  #bounds
  #title
  #isMaximised = false
  #isDestroyed = false

  static getAllWindows() {
    return [...openWindows]
  }

  /** @param {unknown} contents */
  static fromWebContents(contents) {
    return [...openWindows].find((window) => window.webContents === contents) ?? null
  }

  /** @param {any} options */
  constructor(options = {}) {
    super()
    mustBeReady('A BrowserWindow')
    const { x = 0, y = 0, width = 800, height = 600, title = '', show = true, webPreferences = {} } = options
    this.options = options
    this.#bounds = { x, y, width, height }
    this.#title = title
    this.isShown = show
    openWindows.add(this)
    const preload = webPreferences.preload ? readFileSync(webPreferences.preload, 'utf8') : null
    tellTest({ kind: 'open', window: this.webContents.id, width, height, preload })
    app.emit('browser-window-created', {}, this)
  }

  /** @param {string} url */
  loadURL(url) {
    tellTest({ kind: 'load', window: this.webContents.id, url })
    return Promise.resolve()
  }

  show() {
    this.isShown = true
    tellTest({ kind: 'shown', window: this.webContents.id })
  }

  focus() {
    this.emit('focus')
  }

  isVisible() {
    return this.isShown
  }

  isMinimized() {
    return false
  }

  restore() {
    this.#isMaximised = false
  }

  maximize() {
    this.#isMaximised = true
  }

  isMaximized() {
    return this.#isMaximised
  }

  getBounds() {
    return { ...this.#bounds }
  }

  getNormalBounds() {
    return { ...this.#bounds }
  }

  getTitle() {
    return this.#title
  }

  /** @param {string} title */
  setTitle(title) {
    this.#title = title
  }

  /** @param {boolean} isEdited */
  setDocumentEdited(isEdited) {
    this.isEdited = isEdited
  }

  /** @param {string} path */
  setRepresentedFilename(path) {
    this.representedFile = path
  }

  isDestroyed() {
    return this.#isDestroyed
  }

  close() {
    const event = preventable()
    this.emit('close', event)
    if (!event.isPrevented) this.destroy()
  }

  destroy() {
    if (this.#isDestroyed) return
    this.#isDestroyed = true
    openWindows.delete(this)
    tellTest({ kind: 'destroy', window: this.webContents.id })
    this.webContents.hearGone()
    this.emit('closed')
    app.hearClosed()
  }

  /** The first document is there to be shown. @param {string} title */
  hearLoaded(title) {
    const event = preventable()
    this.emit('page-title-updated', event, title, true)
    if (!event.isPrevented) this.#title = title
    if (!this.isShown) this.emit('ready-to-show')
  }
}

/** @param {number} id @returns {any} */
const windowOf = (id) => [...openWindows].find(({ webContents }) => webContents.id === id)

onTest('from-preload', ({ window, packet }) => void windowOf(window)?.webContents.hear(packet))
onTest('navigated', ({ window, url }) => windowOf(window)?.webContents.hearNavigation(url))
onTest('loaded', ({ window, title }) => windowOf(window)?.hearLoaded(title))
onTest('crashed', ({ window }) => windowOf(window)?.webContents.hearCrash())
onTest('page-gone', ({ window }) => windowOf(window)?.destroy())
onTest('may-navigate', ({ id, window, url, isMainFrame }) => {
  const value = windowOf(window)?.webContents.allowsNavigation(url, isMainFrame) ?? false
  tellTest({ kind: 'told', id, value })
})
onTest('may-open', ({ id, window, url }) => {
  tellTest({ kind: 'told', id, value: windowOf(window)?.webContents.askToOpen(url) ?? 'deny' })
})
