/** The thread that works on the surface of a record: see surface.ts. */
import { parentPort, workerData } from 'node:worker_threads'
import { findGrooves } from '@core/learning/findGrooves'
import { countClicks } from '@core/restoration/countClicks'
import { declick } from '@core/restoration/declick'
import type { SurfaceTask } from './surface'
import type { LeaderMessage } from './outcome'
import { createTimeLeft } from './timeLeft'

const task = workerData as SurfaceTask

function send(message: LeaderMessage, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer)
}

const { samples, sampleRate } = task
if (task.work.kind === 'count') {
  send({ kind: 'result', result: countClicks(samples, sampleRate) })
} else if (task.work.kind === 'grooves') {
  send({ kind: 'result', result: findGrooves(samples, sampleRate) })
} else {
  const timeLeft = createTimeLeft()
  const steps = declick(samples, sampleRate, task.work.settings)
  let step = steps.next()
  for (; !step.done; step = steps.next()) {
    const done = step.value
    send({ kind: 'progress', progress: { stage: 'declicking', done, ...timeLeft(done) } })
  }
  const result = step.value
  send({ kind: 'result', result }, [result.samples.buffer as ArrayBuffer])
}
