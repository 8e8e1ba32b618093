/** A thread that renders stretches of one separation: see renderPool.ts. */
import { parentPort, workerData } from 'node:worker_threads'
import { createConvertingRenderer } from '@core/separation/renderConverted'
import type { RenderSubject, RenderTask } from './renderPool'

const { separation, rates } = workerData as RenderSubject
const render = createConvertingRenderer(separation, rates)

parentPort?.on('message', ({ outputs, range }: RenderTask) => {
  const rendered = render(outputs, range)
  const arrays = [...rendered.signals, ...rendered.converted]
  parentPort?.postMessage(rendered, [...new Set(arrays.map(({ buffer }) => buffer as ArrayBuffer))])
})
