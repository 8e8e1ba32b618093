import type { Samples } from '../audioData'

/** Lowest and highest sample of each bucket, full scale = 1. */
export interface Peaks {
  readonly min: Float32Array
  readonly max: Float32Array
}

/**
 * Extremes for drawing a waveform. Bucket b covers the samples from floor(b * n / bucketCount) up to the start of
 * the next, and at least one, so that no sample is left out and short recordings fill all buckets.
 *
 * @param samples one or more
 * @param bucketCount one or more
 */
export function computePeaks(samples: Samples, bucketCount: number): Peaks {
  const min = new Float32Array(bucketCount)
  const max = new Float32Array(bucketCount)
  for (let bucket = 0; bucket < bucketCount; bucket++) {
    const start = Math.floor((bucket * samples.length) / bucketCount)
    const end = Math.max(start + 1, Math.floor(((bucket + 1) * samples.length) / bucketCount))
    let lowest = samples[start]
    let highest = samples[start]
    for (let i = start + 1; i < end; i++) {
      if (samples[i] < lowest) lowest = samples[i]
      if (samples[i] > highest) highest = samples[i]
    }
    min[bucket] = lowest
    max[bucket] = highest
  }
  return { min, max }
}
