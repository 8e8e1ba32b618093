import type { Samples } from '../audioData'
import { BLOCK_STEPS, createLoudnessSteps, MOMENTARY_STEPS, SHORT_TERM_STEPS } from './streamingSteps'

/** Loudness of a mono or stereo signal, fed block by block. Figures of silence or too short a signal: -Infinity. */
export interface LoudnessMeter {
  /** One array a channel, equally long. */
  push(channels: readonly Samples[]): void
  /** Gated loudness of everything so far, LUFS; needs 400 ms above -70 LUFS. */
  integrated(): number
  /** Loudest 400 ms, LUFS */
  momentaryMaximum(): number
  /** Loudest 3 s, LUFS */
  shortTermMaximum(): number
  /** Loudness range, LU: 0 where there is nothing to measure. */
  range(): number
}

/** LUFS */
export const ABSOLUTE_GATE = -70
/** LU below the mean of what passes the absolute gate */
export const RELATIVE_GATE = -10
const RANGE_GATE = -20

/**
 * Loudness by ITU-R BS.1770-4 (K-weighting, two gates) and EBU Tech 3342 (range). Every channel has weight 1; a
 * mono signal is one channel, so it reads 3 LU less than the same signal on two.
 *
 * @param sampleRate Hz
 */
export function createLoudnessMeter(sampleRate: number, channelCount: number): LoudnessMeter {
  const steps: number[] = []
  const push = createLoudnessSteps(sampleRate, channelCount, (energy) => steps.push(energy))

  return {
    push: (channels) => push(channels, 0, channels[0].length),
    integrated: () => gatedLoudness(slidingMeans(steps, MOMENTARY_STEPS, BLOCK_STEPS)),
    momentaryMaximum: () => toLoudness(largest(slidingMeans(steps, MOMENTARY_STEPS))),
    shortTermMaximum: () => toLoudness(largest(slidingMeans(steps, SHORT_TERM_STEPS))),
    range: () => loudnessRange(slidingMeans(steps, SHORT_TERM_STEPS, BLOCK_STEPS)),
  }
}

/** Means over `width` steps, one every `hop` of them. */
function slidingMeans(steps: readonly number[], width: number, hop = 1): number[] {
  const means: number[] = []
  for (let end = width; end <= steps.length; end += hop) {
    let sum = 0
    for (let i = end - width; i < end; i++) sum += steps[i]
    means.push(sum / width)
  }
  return means
}

function gatedLoudness(energies: readonly number[]): number {
  return toLoudness(mean(gate(energies, RELATIVE_GATE)))
}

/** What lies above -70 LUFS and above the mean of that plus `relative` LU. */
function gate(energies: readonly number[], relative: number): number[] {
  const audible = energies.filter((energy) => toLoudness(energy) > ABSOLUTE_GATE)
  const threshold = toLoudness(mean(audible)) + relative
  return audible.filter((energy) => toLoudness(energy) > threshold)
}

/** From the 10th to the 95th percentile of what passes the gates. */
function loudnessRange(energies: readonly number[]): number {
  const sorted = gate(energies, RANGE_GATE).sort((a, b) => a - b)
  if (sorted.length === 0) return 0
  const percentile = (share: number) => toLoudness(sorted[Math.round(share * (sorted.length - 1))])
  return percentile(0.95) - percentile(0.1)
}

/** LUFS of a mean weighted energy, summed over the channels */
export function toLoudness(energy: number): number {
  return energy > 0 ? -0.691 + 10 * Math.log10(energy) : -Infinity
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}

function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0)
}
