/** For tests: an engine that does what the test says, a clock that stands still, and clients that speak raw HTTP. */
import { connect } from 'node:net'
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { WebSocket } from 'ws'
import { ShellacError } from '@core/contract/errors'
import type { EngineClient } from '@core/contract/engine'
import type { EngineExit, EngineHost } from '../services/engineHost'
import type { Clock } from './lifetime'

export interface FakeCall {
  readonly method: string
  readonly request: Record<string, unknown>
  readonly progress: (done: number) => void
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

/** Keeps every call open until the test ends it. */
export function createFakeEngine() {
  const calls: FakeCall[] = []
  const wishes: string[] = []
  const client = {
    call: (
      method: string,
      request: Record<string, unknown>,
      options?: { onProgress?: (p: unknown) => void },
    ) =>
      new Promise((resolve, reject) => {
        const progress = (done: number): void => options?.onProgress?.({ stage: 'reading', done })
        calls.push({ method, request, progress, resolve, reject })
      }),
    wish: (job: string, wish: string) => wishes.push(`${wish} ${job}`),
    artifact: (id: string) =>
      id === 'audio-1'
        ? Promise.resolve(new Uint8Array([1, 2, 3, 255]))
        : Promise.reject(new ShellacError('unknown-artifact', `There is no artifact ${id}.`)),
  }
  const listeners = new Set<(exit: EngineExit) => void>()
  const host: Pick<EngineHost, 'client' | 'onExit'> = {
    client: client as unknown as EngineClient,
    onExit(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  const exit = (isCrash: boolean): void => {
    for (const listener of listeners) listener({ isCrash })
  }
  return { host, exit, calls, wishes }
}

export function createFakeClock() {
  let now = 0
  let timers: { at: number; action: () => void }[] = []
  const clock: Clock = {
    now: () => now,
    after(milliseconds, action) {
      const timer = { at: now + milliseconds, action }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
  }
  const advance = (milliseconds: number): void => {
    now += milliseconds
    const due = timers.filter((timer) => timer.at <= now)
    timers = timers.filter((timer) => timer.at > now)
    for (const timer of due) timer.action()
  }
  return { clock, advance, waiting: () => timers.length }
}

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

export interface Asked {
  readonly method?: string
  readonly path?: string
  readonly headers?: Record<string, string>
  readonly body?: string | Uint8Array
}

export function ask(url: string, { method = 'GET', path = '/', headers = {}, body }: Asked): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const sent = httpRequest({ hostname, port, method, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks),
        }),
      )
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** Sends text as it is and gives all that comes back until the server ends the connection. */
export function sendRaw(url: string, text: string): Promise<string> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(url)
    const socket = connect(Number(port), hostname, () => socket.write(text, 'latin1'))
    let received = ''
    socket.on('data', (chunk: Buffer) => (received += chunk.toString('latin1')))
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(received))
  })
}

type Received = Record<string, unknown>

/** A page: collects what it is told; `next` waits for the next message that fits. */
export class FakePage {
  readonly socket: WebSocket
  private received: Received[] = []
  private readonly wakers = new Set<() => void>()

  constructor(socket: WebSocket) {
    this.socket = socket
    socket.on('message', (data: Buffer) => {
      this.received.push(JSON.parse(data.toString('utf8')) as Received)
      for (const wake of [...this.wakers]) wake()
    })
  }

  send(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message))
  }

  /** The next message that has one of the types and all of the values. */
  async next(types: readonly string[], values: Received = {}): Promise<Received> {
    for (;;) {
      const index = this.received.findIndex(
        (message) =>
          types.includes(String(message.type)) &&
          Object.entries(values).every(([name, value]) => message[name] === value),
      )
      if (index >= 0) return this.received.splice(index, 1)[0]
      await new Promise<void>((resolve) => this.wakers.add(resolve))
    }
  }

  async call(id: number, method: string, request: unknown): Promise<Received> {
    this.send({ type: 'call', id, method, request })
    return this.next(['result', 'error'], { id })
  }

  gone(): Promise<void> {
    return new Promise((resolve) => {
      this.socket.once('close', () => resolve())
      this.socket.close()
    })
  }
}

export interface Socketed {
  readonly token?: string
  readonly headers?: Record<string, string>
  readonly path?: string
}

/** The page, or the status that refused it. */
export function openSocket(
  url: string,
  { token, headers, path = 'engine' }: Socketed,
): Promise<FakePage | number> {
  return new Promise((resolve) => {
    const protocols = ['shellac.1', ...(token === undefined ? [] : [`token.${token}`])]
    const socket = new WebSocket(`${url.replace('http', 'ws')}${path}`, protocols, {
      headers: { Origin: url.slice(0, -1), ...headers },
    })
    socket.on('open', () => resolve(new FakePage(socket)))
    socket.on('error', () => undefined)
    socket.on('unexpected-response', (request, response) => {
      resolve(response.statusCode ?? 0)
      request.destroy()
    })
  })
}
