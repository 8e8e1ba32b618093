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

/** How it is seen that the threads are alive. */
export interface Watch {
  /** A text that is another one as long as they do anything, beside what they tell. */
  readonly pulse: () => string
  /** Seconds without a sign of life after which they are given up. */
  readonly patience: number
}

/** Settles when the leader has a result (what it sends must be a Result), any thread dies, nothing is heard of them, or the owner cancels. */
export function outcome<Result>(
  leader: Worker,
  others: readonly Worker[],
  wish: Int32Array,
  control: DecompositionControl & {
    readonly watch?: Watch
    /** What is done, for messages; a decomposition, if left out. */
    readonly work?: string
  },
): Promise<Result> {
  const { work = 'decomposition' } = control
  return new Promise((resolve, reject) => {
    let heard = 0
    const isSilent = silence(control.watch)
    const timer = setInterval(() => {
      if (isSilent(heard)) fail(hung())
      if (control.wish() === 'stop') Atomics.store(wish, 0, 1)
      if (control.wish() === 'cancel') fail(new ShellacError('cancelled', `The ${work} was cancelled.`))
    }, wishInterval)
    const fail = (error: Error): void => {
      clearInterval(timer)
      reject(error)
    }
    leader.on('message', (message: LeaderMessage) => {
      heard++
      if (message.kind === 'progress') control.report(message.progress)
      else if (message.kind === 'checkpoint') control.checkpoints?.keep(message.runs)
      else {
        clearInterval(timer)
        resolve(message.result as Result)
      }
    })
    for (const worker of [leader, ...others]) {
      worker.on('error', (error) => fail(asShellacError(error, work)))
      worker.on('exit', (code) => fail(threadDied(code, work)))
    }
  })
}

/**
 * Whether there was no sign of life for too long. Looks are counted, not the time: a machine that sleeps, or a process that is stopped, is no
 * reason to give up.
 */
function silence(watch: Watch | undefined): (heard: number) => boolean {
  let last = ''
  let looks = 0
  return (heard) => {
    const now = `${heard} ${watch?.pulse() ?? ''}`
    looks = now === last ? looks + 1 : 0
    last = now
    return watch !== undefined && looks * wishInterval > watch.patience * 1000
  }
}

function hung(): ShellacError {
  return new ShellacError(
    'not-responding',
    'The decomposition gave no sign of life for too long and was ended.',
  )
}

function threadDied(code: number, work: string): ShellacError {
  const message = `A computing thread ended unexpectedly (exit code ${code}) during the ${work}.`
  return new ShellacError('internal', message)
}

/** Errors lose their class on the way between threads; those of the project keep name, code and message. */
function asShellacError(error: unknown, work: string): Error {
  const { name, code, message, details } = error as Partial<ShellacError>
  if (name === 'ShellacError' && code !== undefined) return new ShellacError(code, message ?? '', details)
  const text = error instanceof Error ? error.message : String(error)
  return new ShellacError('internal', `The ${work} failed: ${text}`, {}, { cause: error })
}
