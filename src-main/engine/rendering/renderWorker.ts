/** A thread that renders stretches of one separation: see renderPool.ts. */
import { parentPort, workerData } from 'node:worker_threads'
import { renderOutputs, type Separation } from '@core/separation/renderOutputs'
import type { RenderTask } from './renderPool'

const separation = workerData as Separation

parentPort?.on('message', ({ outputs, range }: RenderTask) => {
  const signals = renderOutputs(separation, outputs, range)
  const buffers = signals.map(({ buffer }) => buffer as ArrayBuffer)
  parentPort?.postMessage(signals, buffers)
})
