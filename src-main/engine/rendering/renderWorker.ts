/** A thread that renders stretches of one separation: see renderPool.ts. */
import { parentPort, workerData } from 'node:worker_threads'
import { createConvertingRenderer, type RenderTask } from '@core/separation/renderConverted'
import { giveWay } from '../giveWay'
import type { RenderSubject } from './renderPool'

giveWay()
const { separation, rates } = workerData as RenderSubject
const render = createConvertingRenderer(separation, rates)

parentPort?.on('message', (task: RenderTask) => {
  const rendered = render(task)
  const arrays = [...rendered.signals, ...rendered.converted]
  parentPort?.postMessage(rendered, [...new Set(arrays.map(({ buffer }) => buffer as ArrayBuffer))])
})
