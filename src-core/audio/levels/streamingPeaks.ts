import type { Samples } from '../audioData'
import { createPeakSearch, PEAK_LOOKBACK } from './truePeak'

/** Magnitudes, full scale = 1 */
export interface PeakPair {
  readonly sample: number
  /** Never below `sample` */
  readonly true: number
}

/** Peaks of one channel of what plays, fed block by block without allocating. */
export interface StreamingPeaks {
  /** samples[start..end) is what comes next. */
  push(samples: Samples, start: number, end: number): void
  /** The highest since it was last asked. The last 16 samples are judged with what follows them. */
  take(): PeakPair
}

/** Samples that are looked at together, as many as an audio worklet gets. */
const BLOCK_LENGTH = 128

/** @param sampleRate Hz */
export function createStreamingPeaks(sampleRate: number): StreamingPeaks {
  const search = createPeakSearch(sampleRate)
  const joined = new Float64Array(PEAK_LOOKBACK + BLOCK_LENGTH)
  let highestSample = 0
  let highest = 0

  function pushBlock(samples: Samples, start: number, end: number): void {
    const length = end - start
    for (let i = 0; i < length; i++) {
      const sample = samples[start + i]
      joined[PEAK_LOOKBACK + i] = sample
      highestSample = Math.max(highestSample, Math.abs(sample))
    }
    const isFull = length === BLOCK_LENGTH
    highest = search(isFull ? joined : joined.subarray(0, PEAK_LOOKBACK + length), highest)
    joined.copyWithin(0, length, length + PEAK_LOOKBACK)
  }

  return {
    push(samples, start, end) {
      for (let from = start; from < end; from += BLOCK_LENGTH) {
        pushBlock(samples, from, Math.min(end, from + BLOCK_LENGTH))
      }
    },
    take() {
      const peaks = { sample: highestSample, true: Math.max(highest, highestSample) }
      highestSample = 0
      highest = 0
      return peaks
    },
  }
}
