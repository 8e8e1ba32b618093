/** What the page and the server say to each other over the WebSocket: JSON text, checked before anything acts on it. */
import { ShellacError, type ErrorCode } from '@core/contract/errors'
import type { EngineMethod } from '@core/contract/engine'
import type { JobId } from '@core/contract/ids'
import type { Progress } from '@core/contract/job'
import { parseBoundedJson } from '@core/project/boundedJson'

/** What the page asks of the server itself, by the same calls as the engine. */
export const serverMethods = ['jobs', 'attach', 'forget', 'listFolder', 'chooseTarget', 'downloads'] as const
export type ServerMethod = (typeof serverMethods)[number]

const kilobyte = 1024
/** Largest message, bytes: those that carry a project or weights may be longer. */
const messageBytes: Readonly<Record<EngineMethod, number>> = {
  openRecording: 64 * kilobyte,
  chooseChannel: 64 * kilobyte,
  estimate: 64 * kilobyte,
  decompose: 64 * kilobyte,
  openProject: 64 * kilobyte,
  saveProject: 4096 * kilobyte,
  renderAudio: 1024 * kilobyte,
  exportAudio: 4096 * kilobyte,
  closeSession: 64 * kilobyte,
}
const otherBytes = 64 * kilobyte
/** Above this the socket is closed unread. */
export const longestMessage = Math.max(...Object.values(messageBytes))

export type JsonObject = Readonly<Record<string, unknown>>

export type PageMessage =
  | {
      readonly type: 'call'
      readonly id: number
      readonly method: EngineMethod | ServerMethod
      readonly request: JsonObject
      readonly job: JobId | undefined
    }
  | { readonly type: 'wish'; readonly job: JobId; readonly wish: 'stop' | 'cancel' }

export interface ErrorAnswer {
  readonly code: ErrorCode
  readonly message: string
  readonly details: Readonly<Record<string, string | number | boolean>>
}

export type ServerMessage =
  | { readonly type: 'result'; readonly id: number; readonly value: unknown }
  /** `id` is null when the message was not understood. */
  | { readonly type: 'error'; readonly id: number | null; readonly error: ErrorAnswer }
  | { readonly type: 'progress'; readonly id: number; readonly progress: Progress }

export function isEngineMethod(method: string): method is EngineMethod {
  return Object.hasOwn(messageBytes, method)
}

/**
 * Reads one message of the page. Of a request only its being an object is checked: files are the vault's to check, the rest
 * the engine's.
 * @throws ShellacError 'bad-argument'; its detail `id` is the call's number where that could be read
 */
export function readPageMessage(text: string): PageMessage {
  const message = readObject(text)
  const id = typeof message.id === 'number' && Number.isSafeInteger(message.id) ? message.id : undefined
  const refuse = (reason: string): never => {
    throw new ShellacError('bad-argument', reason, id === undefined ? {} : { id })
  }
  const bytes = Buffer.byteLength(text)
  const limit = typeof message.method === 'string' ? byteLimit(message.method) : otherBytes
  if (bytes > limit) refuse(`The message has ${bytes} bytes; the limit is ${limit}.`)
  if (message.type === 'wish') return readWish(message, refuse)
  if (message.type !== 'call') refuse('The type of a message must be call or wish.')
  if (id === undefined) return refuse('A call must have a whole number as its id.')
  return readCall(message, id, refuse)
}

function readCall(message: JsonObject, id: number, refuse: (reason: string) => never): PageMessage {
  const { method, request, job } = message
  if (typeof method !== 'string' || !(isEngineMethod(method) || isServerMethod(method))) {
    return refuse('The method of the call is unknown.')
  }
  if (!isObject(request)) return refuse(`The request of ${method} must be an object.`)
  if (job === undefined) return { type: 'call', id, method, request, job: undefined }
  if (!isJobId(job) || !isEngineMethod(method)) return refuse(`${method} cannot run as this job.`)
  return { type: 'call', id, method, request, job }
}

function readWish({ job, wish }: JsonObject, refuse: (reason: string) => never): PageMessage {
  if (!isJobId(job)) return refuse('A wish must name a job.')
  if (wish !== 'stop' && wish !== 'cancel') return refuse('A wish must be stop or cancel.')
  return { type: 'wish', job, wish }
}

function readObject(text: string): JsonObject {
  let value: unknown
  try {
    value = parseBoundedJson(text)
  } catch (cause) {
    throw new ShellacError('bad-argument', 'The message is not the JSON it should be.', {}, { cause })
  }
  if (isObject(value)) return value
  throw new ShellacError('bad-argument', 'A message must be an object.')
}

function byteLimit(method: string): number {
  return isEngineMethod(method) ? messageBytes[method] : otherBytes
}

function isServerMethod(method: string): method is ServerMethod {
  return serverMethods.some((known) => known === method)
}

/** 1 to 64 letters, digits, `_` and `-`. */
export function isJobId(value: unknown): value is JobId {
  return typeof value === 'string' && /^[\w-]{1,64}$/.test(value)
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
