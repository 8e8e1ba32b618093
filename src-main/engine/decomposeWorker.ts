/** The thread that leads a decomposition or a comparison of some: see threads.ts. */
import { parentPort, workerData } from 'node:worker_threads'
import type { Progress } from '@core/contract/job'
import type { CreateKernels } from '@core/nmf/kernels'
import { createReferenceKernels } from '@core/nmf/referenceKernels'
import type { RunState } from '@core/nmf/restarts'
import type { PowerSpectrogram } from '@core/spectral/powerSpectrogram'
import { runAlgorithmComparison, runSmoothnessComparison } from './comparison'
import { runDecomposition, type DecompositionControl, type WorkTools } from './decomposition'
import { leadTeam } from './kernels/team'
import { isInRoom, roomForSpectrogram, wasmKernelsOn } from './kernels/wasmKernels'
import { giveWay } from './giveWay'
import type { LeaderMessage } from './outcome'
import { runRefinement } from './refinement'
import { runSplit } from './splitting'
import type { LeaderTask } from './threads'
import { runSmoothnessSearch } from './validation'

/** At most so often, in milliseconds, that a screen shows every report. */
const reportInterval = 66

giveWay()
const { samples, work, wish, team, checkpoints } = workerData as LeaderTask
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

function send(message: LeaderMessage, transfer: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer)
}

/** Handed over, not copied: the states are as large as the factorisation itself. */
function keep(runs: readonly RunState[]): void {
  const buffers = runs.flatMap(({ state }) => (state ? [state.bytes.buffer as ArrayBuffer] : []))
  send({ kind: 'checkpoint', runs }, buffers)
}

const control: DecompositionControl = {
  wish: () => (Atomics.load(wish, 0) === 1 ? 'stop' : 'go-on'),
  report,
  checkpoints: checkpoints && { ...checkpoints, keep },
}

function kernelsFor(spectrogram: PowerSpectrogram): CreateKernels {
  // The team's memory is laid out for the whole recording; what is learned from a part of it is little work.
  return leader && isInRoom(spectrogram, leader) ? wasmKernelsOn(leader, spectrogram) : createReferenceKernels
}

const tools: WorkTools = { kernelsFor, control, room: leader && roomForSpectrogram(leader) }

function run(): unknown {
  switch (work.kind) {
    case 'decompose':
      return runDecomposition(samples, work.settings, tools)
    case 'compareAlgorithms':
      return runAlgorithmComparison(samples, work, tools)
    case 'compareSmoothness':
      return runSmoothnessComparison(samples, work, tools)
    case 'refine':
      return runRefinement(samples, work, tools)
    case 'split':
      return runSplit(samples, work, tools)
    case 'searchSmoothness':
      return runSmoothnessSearch(samples, work, control)
  }
}

send({ kind: 'result', result: run() })
