/* global window, location -- most of this file is the text of what runs in the browser */
/**
 * What runs in the browser before the page: the preload in an isolated world of its own, and in the page's world what the preload has
 * exposed. The worlds share nothing but the DOM: calls cross as events, which are dispatched synchronously, their details as copies;
 * ports cross by window.postMessage.
 */

/** The name of the preload's world. */
export const preloadWorldName = 'standin-preload'
/** The binding by which it speaks to the test. */
export const bindingName = 'standinSend'
/** Where the test speaks to it, and tells it what the paths of dropped files are. */
export const receiverName = 'standinReceive'
export const pathsName = 'standinPaths'

/** @param {string} eventName */
export function pageWorldSource(eventName) {
  return `(${pageWorld})(${JSON.stringify(eventName)})`
}

/** @param {string} eventName @param {string} preload source of the app's preload, a CommonJS module */
export function preloadWorldSource(eventName, preload) {
  const names = JSON.stringify({ eventName, bindingName, receiverName, pathsName })
  const parts = [isJson, asJson, createIpc, createPorts, createBridge, createWebUtils].join('\n')
  const wrapped = `function (require, module, exports, process) {${preload}\n}`
  return `(() => {\n${parts}\n;(${preloadWorld})(${names}, ${wrapped})\n})()`
}

/** Builds what the preload exposes: frozen objects of functions that call into its world. @param {string} eventName */
function pageWorld(eventName) {
  if (window.top !== window) return
  let last = 0
  let answer = /** @type {any} */ (null)
  /** @type {Map<number, { resolve: (value: unknown) => void, reject: (error: Error) => void }>} */
  const waiting = new Map()

  const hear = (/** @type {string} */ what, /** @type {(detail: any) => void} */ listener) =>
    window.addEventListener(`${eventName}:${what}`, (event) => {
      event.stopImmediatePropagation()
      listener(/** @type {CustomEvent} */ (event).detail)
    })
  hear('returned', (detail) => {
    answer = detail
  })
  hear('settled', ({ call, value, error }) => {
    const { resolve, reject } = waiting.get(call) ?? {}
    waiting.delete(call)
    if (error === undefined) resolve?.(value)
    else reject?.(new Error(error))
  })
  hear('exposed', ({ name, shape }) => {
    Object.defineProperty(window, name, { value: build(shape), enumerable: true })
  })

  /** @param {any} shape @returns {unknown} */
  function build(shape) {
    if (shape.kind === 'value') return shape.value
    if (shape.kind === 'function') return (/** @type {unknown[]} */ ...values) => call(shape.id, values)
    const entries = shape.entries.map((/** @type {[string, unknown]} */ [key, inner]) => [key, build(inner)])
    return Object.freeze(Object.fromEntries(entries))
  }

  /** @param {number} id @param {unknown[]} values */
  function call(id, values) {
    last += 1
    const own = last
    window.dispatchEvent(new CustomEvent(`${eventName}:called`, { detail: { call: own, id, values } }))
    const { value, error, isPromise } = answer
    if (error !== undefined) throw new Error(error)
    if (!isPromise) return value
    return new Promise((resolve, reject) => waiting.set(own, { resolve, reject }))
  }
}

/** @typedef {{ eventName: string, bindingName: string, receiverName: string, pathsName: string }} Names */

/**
 * Runs the preload with what a sandboxed preload can require.
 *
 * @param {Names} names
 * @param {Function} preload
 */
function preloadWorld(names, preload) {
  if (window.top !== window || location.protocol === 'about:') return
  const electron = {
    contextBridge: createBridge(names),
    ipcRenderer: createIpc(names),
    webUtils: createWebUtils(names),
  }
  const require = (/** @type {string} */ name) => {
    if (name === 'electron') return electron
    throw new Error(`module not found: ${name}`)
  }
  const module = { exports: {} }
  preload(require, module, module.exports, { platform: 'linux', contextIsolated: true, sandboxed: true })
}

/** Whether a value comes out of JSON as it went in. @param {unknown} value @returns {boolean} */
function isJson(value) {
  if (typeof value !== 'object') return !['function', 'symbol', 'bigint'].includes(typeof value)
  if (value === null) return true
  const isPlain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype
  return isPlain && Object.values(value).every(isJson)
}

/** ipcRenderer. @param {Names} names */
function createIpc({ bindingName: binding, receiverName: receiver }) {
  const world = /** @type {any} */ (globalThis)
  const toMain = (/** @type {object} */ packet) => world[binding](asJson(packet))
  const ports = createPorts(toMain)
  let lastInvoke = 0
  /** @type {Map<number, (value: unknown) => void>} */
  const waiting = new Map()
  /** @type {Map<string, { listener: Function, isOnce: boolean }[]>} */
  const listeners = new Map()

  /** @type {Record<string, (packet: any) => void>} */
  const hearing = {
    port: ({ id, data }) => ports.get(id)?.postMessage(data),
    'port-closed': ({ id }) => ports.get(id)?.close(),
    result({ n, value, error }) {
      waiting.get(n)?.(error === undefined ? value : Promise.reject(new Error(error)))
      waiting.delete(n)
    },
    message({ channel, values, ports: ids }) {
      const heard = listeners.get(channel) ?? []
      const staying = heard.filter(({ isOnce }) => !isOnce)
      listeners.set(channel, staying)
      const event = { sender: ipcRenderer, ports: ids.map(ports.open) }
      for (const { listener } of heard) listener(event, ...values)
    },
  }
  world[receiver] = (/** @type {any} */ packet) => hearing[packet.k](packet)

  const ipcRenderer = {
    /** @param {string} channel @param {Function} listener */
    on(channel, listener, isOnce = false) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), { listener, isOnce }])
      return ipcRenderer
    },
    /** @param {string} channel @param {Function} listener */
    once: (channel, listener) => ipcRenderer.on(channel, listener, true),
    /** @param {string} channel @param {unknown[]} values */
    send: (channel, ...values) => toMain({ k: 'send', channel, values }),
    /** @param {string} channel @param {unknown[]} values */
    invoke: (channel, ...values) =>
      new Promise((resolve) => {
        const n = (lastInvoke += 1)
        waiting.set(n, resolve)
        toMain({ k: 'invoke', n, channel, values })
      }),
  }
  return ipcRenderer
}

/** @param {object} packet */
function asJson(packet) {
  if (isJson(packet)) return JSON.stringify(packet)
  throw new Error('The stand-in carries JSON only from the page to the main process.')
}

/** The ports that the main process has given; their other ends are in it. @param {(packet: object) => void} toMain */
function createPorts(toMain) {
  /** @type {Map<number, MessagePort>} */
  const ports = new Map()
  return {
    /** @param {number} id */
    get: (id) => ports.get(id),
    /** @param {number} id */
    open(id) {
      const { port1, port2 } = new MessageChannel()
      ports.set(id, port1)
      port1.onmessage = ({ data }) => toMain({ k: 'port', id, data })
      port1.addEventListener('close', () => toMain({ k: 'port-closed', id }))
      return port2
    },
  }
}

/** contextBridge: the other side is pageWorld. @param {Names} names */
function createBridge({ eventName }) {
  /** @type {Function[]} */
  const exposed = []
  const tell = (/** @type {string} */ what, /** @type {unknown} */ detail) =>
    window.dispatchEvent(new CustomEvent(`${eventName}:${what}`, { detail }))
  const words = (/** @type {unknown} */ error) => (error instanceof Error ? error.message : String(error))

  window.addEventListener(`${eventName}:called`, (event) => {
    event.stopImmediatePropagation()
    const { call, id, values } = /** @type {CustomEvent} */ (event).detail
    try {
      const value = exposed[id](...values)
      if (!(value instanceof Promise)) return void tell('returned', { value })
      tell('returned', { isPromise: true })
      value.then(
        (settled) => tell('settled', { call, value: settled }),
        (error) => tell('settled', { call, error: words(error) }),
      )
    } catch (error) {
      tell('returned', { error: words(error) })
    }
  })

  /** @param {unknown} value @returns {object} */
  function shapeOf(value) {
    if (typeof value === 'function') return { kind: 'function', id: exposed.push(value) - 1 }
    if (typeof value !== 'object' || value === null) return { kind: 'value', value }
    const entries = Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)])
    return { kind: 'object', entries }
  }

  return {
    /** @param {string} name @param {unknown} api */
    exposeInMainWorld: (name, api) => void tell('exposed', { name, shape: shapeOf(api) }),
  }
}

/** webUtils: files have the paths that the test has told. @param {Names} names */
function createWebUtils({ pathsName: paths }) {
  return {
    /** @param {unknown} file */
    getPathForFile(file) {
      if (!(file instanceof File)) throw new TypeError('getPathForFile expected to receive a File object')
      const known = /** @type {any} */ (globalThis)[paths]
      return known?.[`${file.name} ${file.size} ${file.lastModified}`] ?? ''
    },
  }
}
