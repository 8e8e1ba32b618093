/** The playing graph, rendered offline: what a person would hear, as samples. */
import type { EngineClient } from '@core/contract/engine'
import { missingChunks } from './chunkFetcher'
import { createChunkStore, type Material } from './chunkStore'
import { startRun } from './playbackRun'
import type { Program } from './program'

export interface RenderSettings {
  readonly engine: EngineClient
  readonly material: Material
  readonly createContext?: (length: number, sampleRate: number) => OfflineAudioContext
}

/**
 * Samples start .. end - 1 of a program as the player's graph gives them: left, right, each of end - start samples.
 * @throws ShellacError as renderAudio does
 */
export async function renderProgram(
  program: Program,
  { start, end }: { readonly start: number; readonly end: number },
  { engine, material, createContext = offlineContext }: RenderSettings,
): Promise<[Float32Array, Float32Array]> {
  const { sampleRate } = material
  const length = end - start
  const store = createChunkStore(engine, material, Infinity)
  const timeline = { startSample: start, sampleCount: material.sampleCount, loop: null }
  for (const chunk of missingChunks({ program, timeline, frames: length, store })) {
    await store.request(chunk, program)
  }
  const context = createContext(length, sampleRate)
  const run = startRun({
    context,
    destination: context.destination,
    store,
    program,
    timeline,
    startFrame: 0,
    fadeInSeconds: 0,
  })
  run.connect()
  run.schedule(length)
  const rendered = await context.startRendering()
  return [rendered.getChannelData(0), rendered.getChannelData(1)]
}

function offlineContext(length: number, sampleRate: number): OfflineAudioContext {
  return new OfflineAudioContext({ numberOfChannels: 2, length, sampleRate })
}
