/** What travels between the engine and a client of it, and the port it travels through. */
import type { EngineMethod, EngineRequest, EngineResult } from './engine'
import { errorKinds, ShellacError, type ErrorCode } from './errors'
import type { ArtifactId, JobId } from './ids'
import type { Progress } from './job'

/** One end of a channel between two processes. Messages arrive whole, in order, as copies. */
export interface EnginePort {
  /** Throws what cannot be copied; after the end nothing happens. */
  send(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  /** Heard once, when the other side has gone or the port was closed; at once if that was before. */
  onClose(listener: () => void): void
}

/** Client to engine. `id` is the client's own number of the question, given back in all answers to it. */
export type ClientMessage =
  | {
      [Method in EngineMethod]: {
        readonly kind: 'call'
        readonly id: number
        readonly method: Method
        readonly request: EngineRequest<Method>
        readonly job?: JobId
      }
    }[EngineMethod]
  | { readonly kind: 'wish'; readonly job: JobId; readonly wish: 'stop' | 'cancel' }
  | { readonly kind: 'artifact'; readonly id: number; readonly artifact: ArtifactId }

/** Engine to client. The result of an artifact is its bytes. */
export type EngineMessage =
  | { readonly kind: 'result'; readonly id: number; readonly result: EngineResult<EngineMethod> | Uint8Array }
  | { readonly kind: 'error'; readonly id: number; readonly error: SentError }
  | { readonly kind: 'progress'; readonly id: number; readonly progress: Progress }
  | SignOfLife

/** Sent every heartbeatMilliseconds, whatever the engine does: one that is not heard of any more hangs. */
export interface SignOfLife {
  readonly kind: 'alive'
}

export const heartbeatMilliseconds = 1000

/** A ShellacError without its class, which does not survive the way. */
export interface SentError {
  readonly code: ErrorCode
  readonly message: string
  readonly details: ShellacError['details']
}

/** Any error as it is sent; what is no ShellacError is 'internal', or 'not-enough-memory' where it says so. */
export function packError(error: unknown): SentError {
  if (error instanceof ShellacError) {
    return { code: error.code, message: error.message, details: error.details }
  }
  const text = error instanceof Error ? error.message : String(error)
  const isMemory = error instanceof RangeError && /allocation|array length/i.test(text)
  const code = isMemory ? 'not-enough-memory' : 'internal'
  return { code, message: `The engine failed: ${text}`, details: {} }
}

/** The error of a message, whatever it holds. */
export function unpackError(sent: Partial<SentError> | null | undefined): ShellacError {
  const { code = 'internal', message = 'The engine failed and did not say why.', details = {} } = sent ?? {}
  return new ShellacError(code in errorKinds ? code : 'internal', String(message), details)
}
