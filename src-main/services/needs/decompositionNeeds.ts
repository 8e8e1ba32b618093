/** What a decomposition takes of the machine, before it begins: from the arithmetic of what it allocates and writes. */
import { sampleCount, type AudioData, type Samples } from '@core/audio/audioData'
import type { DeclickSettings } from '@core/project/project'
import type { DecomposeSettings } from '../../engine/decomposition'
import { checkpointBytes, factorBytes, sizeOf, workBytes } from '../../engine/needs'
import { entryFor } from '../projects'

/** Bytes. */
export interface DecompositionNeeds {
  /** At the peak, beside the recording itself, which is there already. */
  readonly memory: number
  /** To keep how far it is while it runs. */
  readonly checkpoints: number
  /** Its dictionary and activations. */
  readonly factors: number
  /** The saved project, the recording in it among it. */
  readonly project: number
}

/** A recording as far as its size goes. */
export interface RecordingSize {
  readonly sampleCount: number
  /** Of the mono recording. */
  readonly bytesPerSample: number
  readonly channelCount: number
  /** Of a sample of one channel in a project, at most. */
  readonly storedBytesPerSample: number
}

/** An old checkpoint stays until the new one is whole. */
const checkpointsAtOnce = 2
/** A cost in the project file: digits, a comma. */
const bytesPerCost = 24
const manifestBytes = 2 ** 16
/** Copies of the stored recording at most: as it is encoded, joined, and read back to be compared. */
const storedCopies = 3
/** The factors as result and in the project, and each in the order of the file. */
const savedFactorCopies = 5

export function recordingSize(audio: AudioData, mono: Samples): RecordingSize {
  const { bitDepth } = audio.format
  const isFlac = entryFor(audio) === 'recording.flac'
  const isWide = audio.channels.some((channel) => channel instanceof Float64Array)
  return {
    sampleCount: sampleCount(audio),
    bytesPerSample: mono.BYTES_PER_ELEMENT,
    channelCount: audio.channels.length,
    storedBytesPerSample: isFlac ? Math.ceil(bitDepth / 8) : isWide ? 8 : 4,
  }
}

export function decompositionNeeds(
  recording: RecordingSize,
  settings: DecomposeSettings,
  declick: DeclickSettings | null,
): DecompositionNeeds {
  const { algorithm, restarts } = settings
  const demand = { settings, algorithms: [algorithm], problems: restarts }
  const size = sizeOf(recording.sampleCount, settings)
  const factors = factorBytes(size)
  const stored = recording.sampleCount * recording.channelCount * recording.storedBytesPerSample
  const costs = bytesPerCost * restarts * settings.maxIterations
  const mono = recording.sampleCount * recording.bytesPerSample
  const declicked = declick ? mono : 0
  // Learned noise is filtered out afterwards, for rendering: a copy without it, and activations.
  const denoised = settings.learned.some(({ kind }) => kind === 'noise') ? mono + factors : 0
  const saving = denoised + storedCopies * stored + savedFactorCopies * factors
  return {
    memory: declicked + Math.max(workBytes(recording.sampleCount, demand), saving),
    checkpoints: checkpointsAtOnce * checkpointBytes(size, demand),
    factors,
    project: stored + factors + costs + manifestBytes,
  }
}
