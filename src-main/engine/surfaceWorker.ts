/** The thread that works on the surface of a record: see surface.ts. */
import { parentPort, workerData } from 'node:worker_threads'
import type { Stage } from '@core/contract/job'
import { findGrooves } from '@core/learning/findGrooves'
import { countClicks } from '@core/restoration/countClicks'
import { declick } from '@core/restoration/declick'
import { denoiseLearned } from '@core/restoration/denoiseLearned'
import { giveWay } from './giveWay'
import type { SurfaceTask } from './surface'
import type { LeaderMessage } from './outcome'
import { createTimeLeft } from './timeLeft'

giveWay()
const task = workerData as SurfaceTask

function send(message: LeaderMessage): void {
  parentPort?.postMessage(message)
}

const { samples, sampleRate } = task
if (task.work.kind === 'count') {
  send({ kind: 'result', result: countClicks(samples, sampleRate) })
} else if (task.work.kind === 'grooves') {
  send({ kind: 'result', result: findGrooves(samples, sampleRate) })
} else if (task.work.kind === 'denoise') {
  const result = watched(denoiseLearned(samples, task.work, sampleRate), 'denoising')
  send({ kind: 'result', result })
} else {
  const result = watched(declick(samples, sampleRate, task.work.settings), 'declicking')
  send({ kind: 'result', result })
}

/** Does all steps, telling how far they are. */
function watched<Result>(steps: Generator<number, Result, void>, stage: Stage): Result {
  const timeLeft = createTimeLeft()
  let step = steps.next()
  for (; !step.done; step = steps.next()) {
    const done = step.value
    send({ kind: 'progress', progress: { stage, done, ...timeLeft(done) } })
  }
  return step.value
}
