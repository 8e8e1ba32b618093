import type { Worker } from 'node:worker_threads'
import { ShellacError } from '@core/contract/errors'
import type { Progress } from '@core/contract/job'
import type { RunState } from '@core/nmf/restarts'
import type { DecompositionControl } from './decomposition'

export type LeaderMessage =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'checkpoint'; readonly runs: readonly RunState[] }
  | { readonly kind: 'result'; readonly result: unknown }

/** How often the wish of the owner is looked at, in milliseconds. */
const wishInterval = 20

/** Settles when the leader has a result (what it sends must be a Result), any thread dies, or the owner cancels. */
export function outcome<Result>(
  leader: Worker,
  others: readonly Worker[],
  wish: Int32Array,
  control: DecompositionControl,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setInterval(() => {
      if (control.wish() === 'stop') Atomics.store(wish, 0, 1)
      if (control.wish() === 'cancel') fail(new ShellacError('cancelled', 'The decomposition was cancelled.'))
    }, wishInterval)
    const fail = (error: Error): void => {
      clearInterval(timer)
      reject(error)
    }
    leader.on('message', (message: LeaderMessage) => {
      if (message.kind === 'progress') control.report(message.progress)
      else if (message.kind === 'checkpoint') control.checkpoints?.keep(message.runs)
      else {
        clearInterval(timer)
        resolve(message.result as Result)
      }
    })
    for (const worker of [leader, ...others]) {
      worker.on('error', (error) => fail(asShellacError(error)))
      worker.on('exit', (code) => fail(threadDied(code)))
    }
  })
}

function threadDied(code: number): ShellacError {
  const message = `A computing thread ended unexpectedly (exit code ${code}) during the decomposition.`
  return new ShellacError('internal', message)
}

/** Errors lose their class on the way between threads; those of the project keep name, code and message. */
function asShellacError(error: unknown): Error {
  const { name, code, message, details } = error as Partial<ShellacError>
  if (name === 'ShellacError' && code !== undefined) return new ShellacError(code, message ?? '', details)
  const text = error instanceof Error ? error.message : String(error)
  return new ShellacError('internal', `The decomposition failed: ${text}`, {}, { cause: error })
}
