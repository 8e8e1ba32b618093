import type { CallOptions, EngineClient, EngineMethod, EngineRequest, EngineResult } from './engine'
import { ShellacError } from './errors'
import {
  unpackError,
  type ClientMessage,
  type EngineMessage,
  type EnginePort,
  type SignOfLife,
} from './engineMessages'
import type { Progress } from './job'

interface Pending {
  readonly resolve: (result: unknown) => void
  readonly reject: (error: Error) => void
  readonly onProgress: ((progress: Progress) => void) | undefined
}

type Answer = Exclude<EngineMessage, SignOfLife>
type Question = Extract<ClientMessage, { readonly id: number }>

/** The engine at the other end of a port. There are no time-outs: a call ends when it is answered or the port closes. */
export function createEngineClient(port: EnginePort): EngineClient {
  const questions = createQuestions(port)
  return {
    call: <Method extends EngineMethod>(
      method: Method,
      request: EngineRequest<Method>,
      { job, onProgress }: CallOptions = {},
    ) => {
      const question = (id: number): Question =>
        // The union of all calls cannot be written for a method that is not known yet.
        ({ kind: 'call', id, method, request, ...(job === undefined ? {} : { job }) }) as unknown as Question
      return questions.ask(question, onProgress) as Promise<EngineResult<Method>>
    },
    wish: (job, wish) => port.send({ kind: 'wish', job, wish } satisfies ClientMessage),
    artifact: (artifact) =>
      questions.ask((id) => ({ kind: 'artifact', id, artifact })).then((bytes) => alone(bytes as Uint8Array)),
  }
}

interface Questions {
  /** @param question given the id that its answers will have */
  ask(question: (id: number) => Question, onProgress?: Pending['onProgress']): Promise<unknown>
}

function createQuestions(port: EnginePort): Questions {
  const pending = new Map<number, Pending>()
  let lastId = 0
  let isClosed = false

  port.onMessage((message) => {
    if (isAnswer(message)) receive(message)
  })
  port.onClose(() => {
    isClosed = true
    for (const { reject } of pending.values()) reject(engineCrashed())
    pending.clear()
  })

  function receive(message: Answer): void {
    const call = pending.get(message.id)
    if (!call) return
    if (message.kind === 'progress') {
      call.onProgress?.(message.progress)
      return
    }
    pending.delete(message.id)
    if (message.kind === 'error') call.reject(unpackError(message.error))
    else call.resolve(message.result)
  }

  function ask(question: (id: number) => Question, onProgress?: Pending['onProgress']): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (isClosed) return reject(engineCrashed())
      const id = ++lastId
      pending.set(id, { resolve, reject, onProgress })
      try {
        port.send(question(id))
      } catch (error) {
        pending.delete(id)
        const reason = error instanceof Error ? error.message : String(error)
        reject(new ShellacError('bad-argument', `The request cannot be sent: ${reason}`))
      }
    })
  }

  return { ask }
}

function isAnswer(message: unknown): message is Answer {
  if (typeof message !== 'object' || message === null) return false
  const { kind, id } = message as Partial<Answer>
  return typeof id === 'number' && (kind === 'result' || kind === 'error' || kind === 'progress')
}

/** Some channels give a view into the whole message, where numbers need not lie at even places. */
function alone(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : Uint8Array.from(bytes)
}

export function engineCrashed(): ShellacError {
  return new ShellacError('engine-crashed', 'The engine ended before it had answered.')
}
