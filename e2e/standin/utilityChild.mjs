/** Preloaded into a forked child: process.parentPort, as in a utility process of Electron. */
import { EventEmitter } from 'node:events'

/** @type {Map<number, RemotePort>} */
const ports = new Map()

class RemotePort extends EventEmitter {
  #id
  /** @type {unknown[] | null} */
  #waiting = []

  /** @param {number} id */
  constructor(id) {
    super()
    this.#id = id
  }

  /** @param {unknown} data */
  postMessage(data) {
    if (process.connected)
      process.send?.({ k: 'port', id: this.#id, data }, undefined, undefined, () => undefined)
  }

  start() {
    const waiting = this.#waiting ?? []
    this.#waiting = null
    for (const data of waiting) this.receive(data)
  }

  close() {
    if (process.connected) process.send?.({ k: 'port-closed', id: this.#id })
    ports.delete(this.#id)
  }

  /** @param {unknown} data */
  receive(data) {
    if (this.#waiting) this.#waiting.push(data)
    else setImmediate(() => this.emit('message', { data, ports: [] }))
  }
}

/** Messages wait for the first listener: the entry is a module and loads later than they may come. */
class ParentPort extends EventEmitter {
  /** @type {object[] | null} */
  #waiting = []

  constructor() {
    super()
    this.on('newListener', (name) => {
      if (name !== 'message' || !this.#waiting) return
      const waiting = this.#waiting
      this.#waiting = null
      setImmediate(() => waiting.forEach((message) => this.emit('message', message)))
    })
  }

  /** @param {unknown} data */
  postMessage(data) {
    process.send?.({ k: 'message', data })
  }

  /** @param {object} message */
  receive(message) {
    if (this.#waiting) this.#waiting.push(message)
    else this.emit('message', message)
  }
}

const parentPort = new ParentPort()
Object.defineProperty(process, 'parentPort', { value: parentPort })
Object.defineProperty(process, 'type', { value: 'utility' })

process.on('message', (/** @type {any} */ packet) => {
  if (packet.k === 'port') ports.get(packet.id)?.receive(packet.data)
  else if (packet.k === 'port-closed') ports.get(packet.id)?.emit('close')
  else {
    const given = packet.ports.map((/** @type {number} */ id) => {
      const port = new RemotePort(id)
      ports.set(id, port)
      return port
    })
    parentPort.receive({ data: packet.data, ports: given })
  }
})
// A utility process never outlives the app.
process.on('disconnect', () => process.exit())
