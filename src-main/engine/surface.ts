/** The surface of a record: clicks removed and counted, grooves found, learned noise filtered out, on a thread of its own, so that the caller's event loop stays free. */
import { Worker } from 'node:worker_threads'
import type { Samples } from '@core/audio/audioData'
import type { JobControl } from '@core/contract/job'
import { learnedNoise, type DeclickSettings, type LearnedComponents } from '@core/project/project'
import type { Grooves } from '@core/learning/findGrooves'
import type { ClickCount } from '@core/restoration/countClicks'
import type { DeclickResult } from '@core/restoration/declick'
import type { Denoised } from '@core/separation/renderOutputs'
import { builtFile } from './builtFile'
import { outcome } from './outcome'
import { sharedArray } from './sharedArray'

/** What the thread is given. */
export interface SurfaceTask {
  readonly samples: Samples
  /** Hz */
  readonly sampleRate: number
  readonly work:
    | { readonly kind: 'declick'; readonly settings: DeclickSettings }
    | { readonly kind: 'count' }
    | { readonly kind: 'grooves' }
    | { readonly kind: 'denoise'; readonly learned: readonly LearnedComponents[] }
}

/**
 * The recording without its clicks, as src-core/restoration/declick gives it. Stage 'declicking'. A wish to stop goes unheard: half of a
 * recording without clicks is of no use.
 * @param sampleRate Hz
 * @throws ShellacError 'cancelled', 'bad-argument', 'internal'
 */
export function declick(
  samples: Samples,
  { sampleRate, settings }: { readonly sampleRate: number; readonly settings: DeclickSettings },
  control: JobControl,
): Promise<DeclickResult> {
  control.report({ stage: 'declicking', done: 0 })
  return onThread<DeclickResult>({ samples, sampleRate, work: { kind: 'declick', settings } }, control)
}

/** See src-core/restoration/denoiseLearned. Stage 'denoising'; a wish to stop goes unheard. @throws ShellacError 'cancelled', 'internal' */
export async function denoise(
  samples: Samples,
  { sampleRate, learned }: { readonly sampleRate: number; readonly learned: readonly LearnedComponents[] },
  control: JobControl,
): Promise<Denoised | undefined> {
  if (learnedNoise({ learned }).length === 0) return undefined
  control.report({ stage: 'denoising', done: 0 })
  return onThread<Denoised | undefined>({ samples, sampleRate, work: { kind: 'denoise', learned } }, control)
}

/** See src-core/restoration/countClicks. @throws ShellacError 'cancelled', 'internal' */
export function countClicks(samples: Samples, sampleRate: number, control: JobControl): Promise<ClickCount> {
  return onThread<ClickCount>({ samples, sampleRate, work: { kind: 'count' } }, control)
}

/** See src-core/learning/findGrooves. @throws ShellacError 'cancelled', 'internal' */
export function findGrooves(samples: Samples, sampleRate: number, control: JobControl): Promise<Grooves> {
  return onThread<Grooves>({ samples, sampleRate, work: { kind: 'grooves' } }, control)
}

const workNames = {
  declick: 'removal of clicks',
  count: 'count of clicks',
  grooves: 'search for grooves',
  denoise: 'filtering of the noise',
} as const

async function onThread<Result>(task: SurfaceTask, control: JobControl): Promise<Result> {
  const workerData: SurfaceTask = { ...task, samples: sharedArray(task.samples) }
  const worker = new Worker(builtFile('main/surfaceWorker.js'), { workerData })
  try {
    const unheard = new Int32Array(1)
    return await outcome<Result>(worker, [], unheard, { ...control, work: workNames[task.work.kind] })
  } finally {
    await worker.terminate()
  }
}
