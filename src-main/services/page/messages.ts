/** What the page sends to its host: JSON text, checked before anything acts on it. */
import { ShellacError } from '@core/contract/errors'
import type { EngineMethod } from '@core/contract/engine'
import type { JobId } from '@core/contract/ids'
import type { HostMethod, PageMessage } from '@core/contract/page'
import { parseBoundedJson } from '@core/project/boundedJson'
import { hostMethods } from './hostSchema'

const kilobyte = 1024
const otherBytes = 64 * kilobyte
/** Largest message, bytes: those that carry a project, weights or a page's work may be longer. */
const engineBytes: Readonly<Record<EngineMethod, number>> = {
  openRecording: otherBytes,
  chooseChannel: otherBytes,
  countClicks: otherBytes,
  findGrooves: otherBytes,
  estimate: otherBytes,
  decompose: otherBytes,
  openProject: otherBytes,
  openUndecomposed: otherBytes,
  restoreDecomposition: 4096 * kilobyte,
  saveProject: 4096 * kilobyte,
  renderAudio: 4096 * kilobyte,
  spectrogramTile: 4096 * kilobyte,
  compareAlgorithms: otherBytes,
  compareSmoothness: otherBytes,
  refine: 4096 * kilobyte,
  splitComponents: 4096 * kilobyte,
  suggestSmoothness: otherBytes,
  exportPicture: 4096 * kilobyte,
  exportAudio: 4096 * kilobyte,
  closeSession: otherBytes,
}
const hostBytes: { readonly [Method in HostMethod]?: number } = { keepWork: 4096 * kilobyte }
/** Above this nothing is read. */
export const longestMessage = 4096 * kilobyte

export type JsonObject = Readonly<Record<string, unknown>>

type Checked<Message> = Message extends { readonly type: 'call' }
  ? Omit<Message, 'request'> & { readonly request: JsonObject }
  : Message
/** A message whose form was checked. */
export type ReadMessage = Checked<PageMessage>
export type ReadCall = Extract<ReadMessage, { readonly type: 'call' }>

export function isEngineMethod(method: string): method is EngineMethod {
  return Object.hasOwn(engineBytes, method)
}

/**
 * Reads one message of the page. Of a request only its being an object is checked: the rest is for the vault, the engine and
 * hostSchema.ts.
 * @throws ShellacError 'bad-argument'; its detail `id` is the call's number where that could be read
 */
export function readPageMessage(text: string): ReadMessage {
  const bytes = Buffer.byteLength(text)
  if (bytes > longestMessage) throw tooLong(bytes, longestMessage)
  const message = readObject(text)
  const id = typeof message.id === 'number' && Number.isSafeInteger(message.id) ? message.id : undefined
  const refuse = (reason: string): never => {
    throw new ShellacError('bad-argument', reason, id === undefined ? {} : { id })
  }
  const limit = typeof message.method === 'string' ? byteLimit(message.method) : otherBytes
  if (bytes > limit) refuse(tooLong(bytes, limit).message)
  if (message.type === 'wish') return readWish(message, refuse)
  if (message.type !== 'call') refuse('The type of a message must be call or wish.')
  if (id === undefined) return refuse('A call must have a whole number as its id.')
  return readCall(message, id, refuse)
}

function readCall(message: JsonObject, id: number, refuse: (reason: string) => never): ReadMessage {
  const { method, request, job } = message
  if (typeof method !== 'string' || !(isEngineMethod(method) || isHostMethod(method))) {
    return refuse('The method of the call is unknown.')
  }
  if (!isObject(request)) return refuse(`The request of ${method} must be an object.`)
  if (job === undefined) return { type: 'call', id, method, request, job: undefined }
  if (!isJobId(job) || !isEngineMethod(method)) return refuse(`${method} cannot run as this job.`)
  return { type: 'call', id, method, request, job }
}

function readWish({ job, wish }: JsonObject, refuse: (reason: string) => never): ReadMessage {
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
  if (isEngineMethod(method)) return engineBytes[method]
  return (isHostMethod(method) ? hostBytes[method] : undefined) ?? otherBytes
}

function tooLong(bytes: number, limit: number): ShellacError {
  return new ShellacError('bad-argument', `The message has ${bytes} bytes; the limit is ${limit}.`)
}

function isHostMethod(method: string): method is HostMethod {
  return hostMethods.some((known) => known === method)
}

/** 1 to 64 letters, digits, `_` and `-`. */
export function isJobId(value: unknown): value is JobId {
  return typeof value === 'string' && /^[\w-]{1,64}$/.test(value)
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
