/** What is saved and computed while processes are killed. */
import { renameComponent } from '@core/project/edits'
import { createProject } from '@core/project/project'
import type { DecomposeSettings } from '../../engine/decomposition'
import type { OpenedProject } from '../../services/projectFile/projectFile'

const [binCount, frameCount, componentCount] = [129, 400, 4]
const framing = { windowLength: 256, hop: 128 }

/** Work of a second or more, in many iterations. */
export const longWork: { readonly sampleCount: number; readonly settings: DecomposeSettings } = {
  sampleCount: 60_000,
  settings: {
    ...{ framing, componentCount, learned: [], smoothness: 10, algorithm: 'accelerated', tolerance: 0 },
    ...{ maxIterations: 4000, seed: 3, restarts: 1 },
  },
}

/** A project whose first component is called by the count; the rest is always the same. */
export function countedProject(count: number): OpenedProject {
  const storage = { kind: 'embedded', entry: 'recording.wav' } as const
  const fresh = createProject({
    recording: {
      ...{ name: 'side a.wav', sha256: '0'.repeat(64), byteLength: 96, sampleRate: 8000, channelCount: 1 },
      ...{ sampleCount: frameCount * framing.hop, tags: {}, channel: 'left', lag: 0, description: '' },
      format: { container: 'WAV', codec: 'PCM', sampleKind: 'integer', bitDepth: 16 },
      ...{ warnings: [], storage },
    },
    analysis: {
      ...{ ...framing, componentCount, learned: [], smoothness: 10, algorithm: 'mm', maxIterations: 100 },
      ...{ tolerance: 0, restarts: 1, seed: 7, declick: null },
    },
    decomposition: {
      ...{ binCount, frameCount, iterations: 1, cost: 1, stopReason: 'iteration-limit' },
      ...{ costCurves: [[2, 1]], chosenRestart: 0, agreement: null, refinements: [] },
    },
  })
  return {
    project: renameComponent(0, String(count))(fresh),
    W: Float32Array.from({ length: componentCount * binCount }, (_, i) => 1 + i),
    H: Float32Array.from({ length: componentCount * frameCount }, (_, i) => i / 3),
    recording: { kind: 'embedded', entry: 'recording.wav', bytes: Buffer.alloc(300_000, 'RIFF') },
  }
}
