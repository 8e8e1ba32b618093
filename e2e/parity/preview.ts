/** Bundled for a blank page by parity.test.ts: the player's own graph, rendered offline, with the engine on the test's side. */
import type { EngineClient } from '@core/contract/engine'
import type { Project } from '@core/project/project'
import type { Material } from '../../src-renderer/audio/chunkStore'
import { programOf } from '../../src-renderer/audio/program'
import { renderProgram } from '../../src-renderer/audio/renderProgram'

/** All samples of the mix of a project. */
export interface PreviewWish {
  readonly project: Project
  readonly material: Material
}

declare global {
  interface Window {
    /** Given by the test; everything travels as JSON. */
    callEngine(method: string, request: object): Promise<unknown>
    engineArtifact(id: string): Promise<number[]>
    preview(wish: PreviewWish): Promise<{ readonly left: number[]; readonly right: number[] }>
  }
}

const engine = {
  call: (method: string, request: object) => window.callEngine(method, request),
  wish: () => undefined,
  artifact: async (id: string) => Uint8Array.from(await window.engineArtifact(id)),
} as unknown as EngineClient

window.preview = async ({ project, material }) => {
  const range = { start: 0, end: material.sampleCount }
  const [left, right] = await renderProgram(programOf(project, { kind: 'mix' }), range, { engine, material })
  return { left: [...left], right: [...right] }
}
