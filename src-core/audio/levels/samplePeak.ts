import type { Samples } from '../audioData'

/** Highest magnitude of a sample, full scale = 1; 0 for no samples. */
export function samplePeak(samples: Samples): number {
  let peak = 0
  for (let i = 0; i < samples.length; i++) {
    const magnitude = Math.abs(samples[i])
    if (magnitude > peak) peak = magnitude
  }
  return peak
}
