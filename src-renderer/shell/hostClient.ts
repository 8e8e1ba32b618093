/** The page's end of the protocol of src-core/contract/page: calls and answers over a text port. */
import type { CallOptions, EngineClient, EngineMethod, EngineResult } from '@core/contract/engine'
import { engineCrashed } from '@core/contract/engineClient'
import { unpackError } from '@core/contract/engineMessages'
import type {
  HostEvent,
  HostMessage,
  HostMethod,
  HostRequest,
  HostResult,
  PageMessage,
  TextPort,
} from '@core/contract/page'
import type { Progress } from '@core/contract/job'
import { createConnection } from './connection'

export interface HostClient {
  readonly engine: Pick<EngineClient, 'call' | 'wish'>
  /** @param onProgress of a job that is watched by `attach` */
  ask<Method extends HostMethod>(
    method: Method,
    request: HostRequest<Method>,
    onProgress?: (progress: Progress) => void,
  ): Promise<HostResult<Method>>
  /** Returns how to stop listening. */
  onEvent(listener: (event: HostEvent) => void): () => void
  onGone(listener: () => void): void
}

type Call = Extract<PageMessage, { type: 'call' }>

interface Pending {
  readonly call: Call
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
  readonly onProgress: ((progress: Progress) => void) | undefined
}

/** Calls that do the same when they are made twice: their answers may be asked for again over a new port. */
const repeatable: ReadonlySet<Call['method']> = new Set([
  'attach',
  'chooseChannel',
  'describePage',
  'estimate',
  'findWork',
  'hello',
  'jobs',
  'keepWork',
  'listFolder',
  'recentFiles',
  'recoverableWork',
  'renderAudio',
])

/**
 * @param reconnect gives a new port after one was closed, or null when there is none to be had; left out: the first port is all
 */
export function createHostClient(port: TextPort, reconnect?: () => Promise<TextPort | null>): HostClient {
  const events = new Set<(event: HostEvent) => void>()
  const { send, ask, onGone } = createCalls(port, {
    reconnect,
    onEvent: (event) => events.forEach((listener) => listener(event)),
  })
  return {
    engine: {
      call: <Method extends EngineMethod>(
        method: Method,
        request: object,
        { job, onProgress }: CallOptions = {},
      ) => {
        const named = job === undefined ? {} : { job }
        return ask({ method, request, ...named }, onProgress) as Promise<EngineResult<Method>>
      },
      wish: (job, wish) => send({ type: 'wish', job, wish }),
    },
    ask: <Method extends HostMethod>(
      method: Method,
      request: HostRequest<Method>,
      onProgress?: (progress: Progress) => void,
    ) => ask({ method, request }, onProgress) as Promise<HostResult<Method>>,
    onEvent(listener) {
      events.add(listener)
      return () => events.delete(listener)
    },
    onGone,
  }
}

interface Calls {
  ask(this: void, parts: Omit<Call, 'type' | 'id'>, onProgress?: Pending['onProgress']): Promise<unknown>
  /** Sends at once, or when there is a port again. */
  send(this: void, message: PageMessage): void
  onGone(this: void, listener: () => void): void
}

function createCalls(
  port: TextPort,
  events: {
    readonly reconnect: (() => Promise<TextPort | null>) | undefined
    readonly onEvent: (event: HostEvent) => void
  },
): Calls {
  const pending = new Map<number, Pending>()
  let lastId = 0
  const connection = createConnection(port, {
    reconnect: events.reconnect,
    onText: (text) => {
      const message = readMessage(text)
      if (message?.type === 'event') events.onEvent(message.event)
      else if (message && message.id !== null) settle(message, pending)
    },
    onLost: () => keepWhatCanGoOn(pending),
    onRestored: (send) => pending.forEach(({ call }) => send(write(call))),
    onGone: () => {
      for (const { reject } of pending.values()) reject(engineCrashed())
      pending.clear()
    },
  })
  return {
    ask: (parts, onProgress) =>
      new Promise((resolve, reject) => {
        if (connection.isGone) return reject(engineCrashed())
        const call: Call = { type: 'call', id: ++lastId, ...parts }
        pending.set(call.id, { call, resolve, reject, onProgress })
        // Meanwhile without a port: it is among the pending ones that are sent on the next.
        if (connection.isOpen) connection.send(write(call))
      }),
    send: (message) => connection.send(write(message)),
    onGone: (listener) => connection.onGone(listener),
  }
}

function settle(message: Exclude<HostMessage, { type: 'event' }>, pending: Map<number, Pending>): void {
  const waiting = message.id === null ? undefined : pending.get(message.id)
  if (!waiting) return
  if (message.type === 'progress') return waiting.onProgress?.(message.progress)
  pending.delete(waiting.call.id)
  if (message.type === 'error') waiting.reject(unpackError(message.error))
  else waiting.resolve(withSilence(message.value))
}

/** What was under way when a port closed: jobs are watched on, what is harmless is asked again, the rest is lost. */
function keepWhatCanGoOn(pending: Map<number, Pending>): void {
  for (const [id, waiting] of pending) {
    const { job, method } = waiting.call
    if (job !== undefined) {
      pending.set(id, { ...waiting, call: { type: 'call', id, method: 'attach', request: { job } } })
    } else if (!repeatable.has(method)) {
      pending.delete(id)
      waiting.reject(engineCrashed())
    }
  }
}

/** JSON has no number for -Infinity, the level of what is silent. */
function write(message: PageMessage): string {
  return JSON.stringify(message, (_key, value: unknown) => (value === -Infinity ? '-inf' : value))
}

function readMessage(text: string): HostMessage | undefined {
  let message: unknown
  try {
    message = JSON.parse(text)
  } catch {
    return undefined
  }
  if (typeof message !== 'object' || message === null || !('type' in message)) return undefined
  return message as HostMessage
}

/** A result with the silent levels of its project as numbers again; a host's JSON.stringify alone would have made them null. */
function withSilence(value: unknown): unknown {
  const { project } = (value ?? {}) as { project?: { sources?: unknown } | null }
  if (!project || !Array.isArray(project.sources)) return value
  const level = (decibels: unknown): unknown =>
    decibels === '-inf' || decibels === null ? -Infinity : decibels
  const sources = (project.sources as { gain: unknown; noise: unknown }[]).map((source) => ({
    ...source,
    gain: level(source.gain),
    noise: level(source.noise),
  }))
  return { ...(value as object), project: { ...project, sources } }
}
