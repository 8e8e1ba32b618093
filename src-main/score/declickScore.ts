import type { Samples } from '@core/audio/audioData'
import { declick, type DeclickResult } from '@core/restoration/declick'
import { innerProduct } from './siSdr'
import type { TruthSet } from './truthSet'

/** What declicking does to one degraded recording of a truth set, and to the same music without noise. */
export interface DeclickScore {
  readonly set: string
  /** Signal-to-noise ratio of the recording as its name says it, dB. */
  readonly ratio: number
  /** Energy of the clean music over that of the rest, dB: as recorded, and declicked. */
  readonly before: number
  readonly after: number
  /** Clicks repaired a second of the recording. */
  readonly clicksPerSecond: number
  /** Repairs a second of the clean music, all of them wrong. */
  readonly falsePerSecond: number
  /** Energy of the clean music over that of what declicking it changes, dB; Infinity where it changes nothing. */
  readonly kept: number
}

/** A recording of a truth set at a signal-to-noise ratio, dB; as long as clean. */
export interface DegradedRecording {
  readonly ratio: number
  readonly samples: Samples
}

/** One score for each recording of the set. */
export function scoreDeclicking(
  set: Pick<TruthSet, 'name' | 'sampleRate' | 'clean'>,
  recordings: readonly DegradedRecording[],
): DeclickScore[] {
  const { clean, sampleRate } = set
  const seconds = clean.length / sampleRate
  const unspoilt = run(clean, sampleRate)
  return recordings.map((recording) => {
    const { samples, clicks } = run(recording.samples, sampleRate)
    return {
      set: set.name,
      ratio: recording.ratio,
      before: ratioOf(clean, recording.samples),
      after: ratioOf(clean, samples),
      clicksPerSecond: clicks.length / seconds,
      falsePerSecond: unspoilt.clicks.length / seconds,
      kept: ratioOf(clean, unspoilt.samples),
    }
  })
}

function run(samples: Samples, sampleRate: number): DeclickResult {
  const steps = declick(samples, sampleRate)
  let step = steps.next()
  while (!step.done) step = steps.next()
  return step.value
}

/** dB */
function ratioOf(wanted: Samples, actual: Samples): number {
  const rest = Float64Array.from(actual, (value, i) => value - wanted[i])
  return 10 * Math.log10(innerProduct(wanted, wanted) / innerProduct(rest, rest))
}
