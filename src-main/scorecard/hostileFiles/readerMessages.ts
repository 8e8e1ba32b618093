import type { Counters } from './counters'
import type { FileKind } from './hostileFile'
import type { Reading } from './readHostile'

/** What the parent asks of the process that reads. */
export interface ReadRequest {
  readonly id: number
  readonly kind: FileKind
  readonly bytes: Uint8Array
  /** The allocation that fails, from 1; 0: none. */
  readonly failAt: number
  /** The first samples of the first channel, and their number, are wanted. */
  readonly wantsSamples: boolean
}

export interface ReadAnswer extends Omit<Reading, 'audio'> {
  readonly id: number
  readonly milliseconds: number
  /** Resident memory at its highest while this was read, bytes. */
  readonly peakBytes: number
  /** Only of a process that counts. */
  readonly counters: Counters | null
  readonly sampleRate: number
  readonly frames: number
  readonly channels: readonly (Float32Array | Float64Array)[]
}
