import { Worker } from 'node:worker_threads'
import { ShellacError } from '@core/contract/errors'
import type { ConvertedOutputs, RatePair, RenderTask } from '@core/separation/renderConverted'
import type { Masked, Separation } from '@core/separation/renderOutputs'
import { builtFile } from '../builtFile'
import { sharedArray } from '../sharedArray'

/** What a thread works on; it is asked with a RenderTask and answers with ConvertedOutputs, in the order of the tasks. */
export interface RenderSubject {
  readonly separation: Separation
  readonly rates: RatePair
}

/** Threads that render stretches of one separation side by side. */
export interface RenderPool {
  /**
   * What a ConvertingRenderer gives, bit for bit, computed on the least busy thread.
   * @throws ShellacError 'internal' when a thread died or the pool was closed, also during the call
   */
  render(task: RenderTask): Promise<ConvertedOutputs>
  /** Ends all threads at once, whatever they are doing. */
  close(): Promise<void>
}

/** Starts the threads; factors, and samples that are not shared yet, are copied once, into memory that all of them share. */
export function createRenderPool({ separation, rates }: RenderSubject, threads: number): RenderPool {
  const workerData: RenderSubject = { separation: shared(separation), rates }
  const file = builtFile('main/renderWorker.js')
  return poolOf(Array.from({ length: threads }, () => new Worker(file, { workerData })))
}

function shared({ samples, framing, factors, shaping, declicked, denoised }: Separation): Separation {
  const W = sharedArray(factors.W)
  return {
    samples: sharedArray(samples),
    framing,
    factors: { ...factors, W, H: sharedArray(factors.H) },
    shaping,
    // Rendering asks for the difference, not for the list.
    ...(declicked ? { declicked: { untouched: sharedArray(declicked.untouched), clicks: [] } } : {}),
    ...(denoised ? { denoised: sharedMasked(denoised, W) } : {}),
  }
}

function sharedMasked(denoised: Masked, W: Masked['factors']['W']): Masked {
  const { samples, factors } = denoised
  return {
    ...denoised,
    samples: sharedArray(samples),
    factors: { ...factors, W, H: sharedArray(factors.H) },
  }
}

interface Call {
  readonly resolve: (rendered: ConvertedOutputs) => void
  readonly reject: (error: Error) => void
}

interface Member {
  readonly worker: Worker
  /** Calls under way, the oldest first. */
  readonly calls: Call[]
}

/** A pool of threads that answer render tasks. One that dies fails all calls, those under way and those to come. */
export function poolOf(workers: readonly Worker[]): RenderPool {
  const members = workers.map((worker): Member => ({ worker, calls: [] }))
  let failure: Error | undefined

  function fail(error: Error): void {
    failure ??= error
    for (const { calls } of members) for (const call of calls.splice(0)) call.reject(failure)
  }

  for (const { worker, calls } of members) {
    worker.on('message', (rendered: ConvertedOutputs) => calls.shift()?.resolve(rendered))
    worker.on('messageerror', (error) => fail(renderingFailed(error)))
    worker.on('error', (error) => fail(renderingFailed(error)))
    worker.on('exit', (code) => fail(threadDied(code)))
  }

  function render(task: RenderTask): Promise<ConvertedOutputs> {
    return new Promise((resolve, reject) => {
      if (failure) return reject(failure)
      const { worker, calls } = leastBusy(members)
      calls.push({ resolve, reject })
      worker.postMessage(task)
    })
  }

  async function close(): Promise<void> {
    fail(new ShellacError('internal', 'The rendering threads were closed before this stretch was rendered.'))
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
  return { render, close }
}

function leastBusy(members: readonly Member[]): Member {
  return members.reduce((best, member) => (member.calls.length < best.calls.length ? member : best))
}

function threadDied(code: number): ShellacError {
  return new ShellacError(
    'internal',
    `A computing thread ended unexpectedly (exit code ${code}) during rendering.`,
  )
}

function renderingFailed(error: unknown): ShellacError {
  const text = error instanceof Error ? error.message : String(error)
  return new ShellacError('internal', `Rendering failed on a computing thread: ${text}`, {}, { cause: error })
}
