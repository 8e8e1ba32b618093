/** utilityProcess: a forked Node with process.parentPort. */
import { fork } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { mustBeReady } from './app.mjs'
import { PortTable } from './ports.mjs'

const childShim = new URL('./utilityChild.mjs', import.meta.url).href

/** Those that run. @type {Set<UtilityProcess>} */
export const utilities = new Set()

class UtilityProcess extends EventEmitter {
  #child
  #ports

  /** @param {string} path @param {readonly string[]} words @param {any} options */
  constructor(path, words, options) {
    super()
    mustBeReady('utilityProcess.fork')
    const inherited = options.stdio === 'ignore' ? 'ignore' : 'inherit'
    const child = fork(path, words, {
      serialization: 'advanced',
      execArgv: ['--import', childShim, ...(options.execArgv ?? [])],
      env: options.env ?? process.env,
      cwd: options.cwd,
      stdio: ['ignore', inherited, inherited, 'ipc'],
    })
    this.#child = child
    this.#ports = new PortTable((packet) => this.#send(packet))
    this.serviceName = options.serviceName
    utilities.add(this)
    child.on('spawn', () => this.emit('spawn'))
    child.on('message', (packet) => {
      if (!this.#ports.accept(packet)) this.emit('message', /** @type {any} */ (packet).data)
    })
    child.on('exit', (code) => {
      utilities.delete(this)
      this.#ports.dropAll()
      this.emit('exit', code ?? 1)
    })
  }

  get pid() {
    return this.#child.exitCode === null && this.#child.signalCode === null ? this.#child.pid : undefined
  }

  /** @param {unknown} data @param {readonly unknown[]} ports */
  postMessage(data, ports = []) {
    this.#send({ k: 'message', data: structuredClone(data), ports: this.#ports.give(ports) })
  }

  kill() {
    return this.#child.kill()
  }

  /** @param {object} packet */
  #send(packet) {
    if (this.#child.connected) this.#child.send(packet, () => undefined)
  }
}

export const utilityProcess = {
  /** @param {string} path @param {readonly string[]} words @param {object} options */
  fork: (path, words = [], options = {}) => new UtilityProcess(path, words, options),
}
