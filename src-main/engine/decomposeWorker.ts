/** The thread that leads a decomposition: see decompose.ts. */
import { parentPort, workerData } from 'node:worker_threads'
import type { Progress } from '@core/contract/job'
import { createReferenceKernels } from '@core/nmf/referenceKernels'
import type { LeaderTask } from './decompose'
import { runDecomposition } from './decomposition'
import { leadTeam } from './kernels/team'
import { wasmKernelsOn } from './kernels/wasmKernels'
import type { LeaderMessage } from './outcome'

/** At most so often, in milliseconds, that a screen shows every report. */
const reportInterval = 66

const { samples, settings, wish, team } = workerData as LeaderTask
const leader = team && leadTeam(team)

let lastReport = -Infinity
let lastStage = ''

function report(progress: Progress): void {
  const now = performance.now()
  const mayWait = progress.stage === lastStage && progress.done < 1
  if (mayWait && now - lastReport < reportInterval) return
  lastReport = now
  lastStage = progress.stage
  send({ kind: 'progress', progress })
}

function send(message: LeaderMessage): void {
  parentPort?.postMessage(message)
}

const result = runDecomposition(
  samples,
  settings,
  (spectrogram) => (leader ? wasmKernelsOn(leader, spectrogram) : createReferenceKernels),
  { wish: () => (Atomics.load(wish, 0) === 1 ? 'stop' : 'go-on'), report },
)
send({ kind: 'result', result })
