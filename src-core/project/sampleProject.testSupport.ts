/** A small valid project for tests: 3 components, 5 bins, 4 frames, one source, one noise component. */
import { assignToNoise, createSource } from './edits'
import type { Project, RecordingReference } from './project'
import { createProject } from './project'

const recording: RecordingReference = {
  name: 'Vesti la giubba (1907).wav',
  sha256: '0123456789abcdef'.repeat(4),
  byteLength: 96,
  sampleRate: 44_100,
  channelCount: 1,
  sampleCount: 26,
  format: { container: 'WAV', codec: 'PCM', sampleKind: 'integer', bitDepth: 16 },
  tags: { TITLE: 'Vesti la giubba', ARTIST: 'Enrico Caruso' },
  channel: 'left',
  lag: 0,
  description: 'one channel',
  warnings: [],
  storage: { kind: 'embedded', entry: 'recording.wav' },
}

export function sampleProject(): Project {
  const fresh = createProject({
    recording,
    analysis: {
      windowLength: 8,
      hop: 4,
      componentCount: 3,
      learned: [],
      smoothness: 10,
      algorithm: 'mm',
      maxIterations: 100,
      tolerance: 1e-5,
      restarts: 2,
      seed: 7,
      declick: null,
    },
    decomposition: {
      binCount: 5,
      frameCount: 4,
      iterations: 3,
      cost: 12.5,
      stopReason: 'iteration-limit',
      costCurves: [
        [40, 20, 15],
        [30, 14, 12.5],
      ],
      chosenRestart: 1,
      agreement: null,
      refinements: [],
    },
  })
  return assignToNoise([2])(createSource('Voice', [0])(fresh))
}
