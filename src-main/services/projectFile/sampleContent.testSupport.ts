import { sampleProject } from '@core/project/sampleProject.testSupport'
import type { OpenedProject } from './projectFile'

/** For tests: K = 3, F = 5, N = 4; every value differs, so that a transposed or shifted one shows. */
export function sampleContent(): OpenedProject {
  return {
    project: sampleProject(),
    W: Float32Array.from({ length: 15 }, (_, i) => 100 + i),
    H: Float32Array.from({ length: 12 }, (_, i) => i / 3),
    recording: { kind: 'embedded', entry: 'recording.wav', bytes: Buffer.from('RIFF and all that') },
  }
}
