/** What the page and the meter on the audio thread tell each other. */
import type { PeakPair } from '@core/audio/levels/streamingPeaks'

export const meterName = 'shellac-meter'

/** Loudness in LUFS; -Infinity: nothing to measure. */
export interface MeterReading {
  /** Left and right: the highest since the last reading. */
  readonly peaks: readonly [PeakPair, PeakPair]
  readonly momentary: number
  readonly shortTerm: number
  /** This and what follows: since the last reset. */
  readonly integrated: number
  readonly momentaryMaximum: number
  readonly shortTermMaximum: number
  /** Loudness range, LU */
  readonly range: number
  /** -1 .. 1; null in silence */
  readonly correlation: number | null
}

export type MeterRequest =
  /** Whether what sounds is the recording: only then its loudness is measured. */
  | { readonly kind: 'measure'; readonly isOn: boolean }
  /** Begins the loudness of what was so far anew. */
  | { readonly kind: 'reset' }
  /** Ends: a context that goes on keeps nothing of it. */
  | { readonly kind: 'close' }
