/** MessageChannelMain, and ports that were handed to another process. */
import { EventEmitter } from 'node:events'

/**
 * One end of a channel in this process, until it is handed over. As in Electron messages wait for start(), are copies, and carry no
 * transfer list but one of ports.
 */
export class MessagePortMain extends EventEmitter {
  /** @type {MessagePortMain | null} */
  peer = null
  /** Where this end went, once it was handed over. @type {{ post: (data: unknown) => void, close: () => void } | null} */
  #elsewhere = null
  /** @type {unknown[]} */
  #waiting = []
  #isStarted = false

  /** @param {unknown} data @param {readonly unknown[]} transfer */
  postMessage(data, transfer = []) {
    if (this.#elsewhere) throw new Error('Port is already neutered.')
    if (transfer.length > 0) throw new TypeError('The stand-in carries no ports through ports.')
    this.peer?.receive(structuredClone(data))
  }

  start() {
    this.#isStarted = true
    for (const data of this.#waiting.splice(0)) this.receive(data)
  }

  close() {
    this.peer?.hearClose()
    this.peer = null
  }

  /** @param {unknown} data */
  receive(data) {
    if (this.#elsewhere) this.#elsewhere.post(data)
    else if (this.#isStarted) setImmediate(() => this.emit('message', { data, ports: [] }))
    else this.#waiting.push(data)
  }

  hearClose() {
    this.peer = null
    if (this.#elsewhere) this.#elsewhere.close()
    else setImmediate(() => this.emit('close'))
  }

  /** @param {{ post: (data: unknown) => void, close: () => void }} elsewhere */
  handOver(elsewhere) {
    if (this.#elsewhere) throw new Error('Port is already neutered.')
    this.#elsewhere = elsewhere
    for (const data of this.#waiting.splice(0)) elsewhere.post(data)
  }
}

export class MessageChannelMain {
  port1 = new MessagePortMain()
  port2 = new MessagePortMain()

  constructor() {
    this.port1.peer = this.port2
    this.port2.peer = this.port1
  }
}

/** Ports that are in one other process, by their numbers. */
export class PortTable {
  static #last = 0
  /** @type {Map<number, MessagePortMain>} */
  #ports = new Map()
  #send

  /** @param {(packet: object) => void} send */
  constructor(send) {
    this.#send = send
  }

  /** Hands ports over; the other process knows them by these numbers. @param {readonly unknown[]} ports */
  give(ports) {
    return ports.map((port) => {
      if (!(port instanceof MessagePortMain)) throw new TypeError('Port at index 0 is not a valid port')
      const id = (PortTable.#last += 1)
      this.#ports.set(id, port)
      port.handOver({
        post: (data) => this.#send({ k: 'port', id, data }),
        close: () => this.#send({ k: 'port-closed', id }),
      })
      return id
    })
  }

  /** Says whether a packet was one of a port. @param {any} packet */
  accept({ k, id, data }) {
    if (k !== 'port' && k !== 'port-closed') return false
    const port = this.#ports.get(id)
    if (k === 'port') port?.peer?.receive(data)
    else {
      port?.close()
      this.#ports.delete(id)
    }
    return true
  }

  /** The other process, or its page, has gone. */
  dropAll() {
    for (const port of this.#ports.values()) port.close()
    this.#ports.clear()
  }
}
