/**
 * The limits of the audio readers in one place. A header may claim anything; these bounds, and the bytes that are
 * really there, decide how much work and memory a file gets.
 */
export const audioLimits = {
  minimumChannels: 1,
  maximumChannels: 64,
  /** Hz */
  minimumSampleRate: 1_000,
  maximumSampleRate: 768_000,
  /** Hz; outside of this range a file opens with a warning. */
  lowestUsualSampleRate: 8_000,
  highestUsualSampleRate: 192_000,
  /** Chunks that are looked at in one file. */
  walkerSteps: 100_000,
  /** Bytes of descriptive text that are kept of one file. */
  metadataBytes: 1 << 20,
  /** How far into a file the first MPEG frame is looked for. */
  mpegSearchBytes: 1 << 16,
  /** Float samples beyond this magnitude are damage or a wrong scale; their powers would overflow 32-bit floats. */
  maximumMagnitude: 1e6,
} as const
