import type { Samples } from './audioData'

/** Length of an excerpt by which a recording is judged. */
export const excerptSeconds = 12

/** Steps in which the place of an excerpt is looked for, seconds. */
const step = 1

/**
 * The stretch of a recording with the most energy: samples start .. end - 1, `seconds` long, or all of a shorter recording. Silence and run-in
 * grooves tell little of music.
 */
export function loudestStretch(
  samples: Samples,
  sampleRate: number,
  seconds: number,
): { readonly start: number; readonly end: number } {
  const length = Math.round(seconds * sampleRate)
  if (samples.length <= length) return { start: 0, end: samples.length }
  const hop = Math.round(step * sampleRate)
  let best = { start: 0, energy: -1 }
  for (let start = 0; start + length <= samples.length; start += hop) {
    let energy = 0
    for (let t = start; t < start + length; t++) energy += samples[t] * samples[t]
    if (energy > best.energy) best = { start, energy }
  }
  return { start: best.start, end: best.start + length }
}
